-- How many of the two parties have signed a checklist as it is.
alter table vf.collaboration add column signatures integer not null default 0;
