-- Words written in one are looked up by likeness too, so that no search reads all of them.
create index term_word_tight_alike on vf.term_word using gin (tight ext.gin_trgm_ops);
