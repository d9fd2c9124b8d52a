-- Which version a row was told from: what is kept of a resource in memory is found by id and version.
-- 0 is not known: the resource is read until it is written, or the read models are made, again.
alter table vf.party add column version bigint not null default 0;
alter table vf.place add column version bigint not null default 0;
