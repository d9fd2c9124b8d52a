-- What people type for a vårdtjänst: made anew at start from the terminology that ships.
create table vf.term_word (
  vardtjanst text not null,
  kind text not null check (kind in ('code', 'name', 'english', 'everyday', 'kva', 'icd-10-se', 'snomed-ct')),
  word text not null,
  plain text not null,
  tight text not null,
  primary key (vardtjanst, kind, word)
);
create index term_word_tight on vf.term_word (tight text_pattern_ops);
create index term_word_plain on vf.term_word using gin (plain ext.gin_trgm_ops);
