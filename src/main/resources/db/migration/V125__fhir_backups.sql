-- When the data were copied, and when a copy was last put back to try it, as whoever did it has told.
create table vf.backup (
  id bigint generated always as identity primary key,
  what text not null check (what in ('copied', 'restored')),
  at timestamptz not null,
  told_at timestamptz not null default now()
);
create index backup_newest on vf.backup (what, at desc);
