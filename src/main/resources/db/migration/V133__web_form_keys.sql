-- A form that is sent twice, as by a double click, does its work once.
create table vf.form_key (
  key uuid primary key,
  subject text not null,
  result text not null,
  at timestamptz not null
);
create index form_key_at on vf.form_key (at);
