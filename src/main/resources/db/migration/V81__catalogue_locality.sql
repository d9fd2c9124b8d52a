-- The town or village of a place, by which an origin may be named; `rebuild` fills it in for what is there already.
alter table vf.place add column locality text;
create index place_locality on vf.place (lower(locality));
