-- The official lists that an operator has imported; what ships is used for a system that has none.
create table vf.terminology_list (
  list text primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  imported_at timestamptz not null,
  codes integer not null check (codes > 0)
);

create table vf.terminology_concept (
  list text not null references vf.terminology_list on delete cascade,
  code text not null,
  display text not null,
  parent text,
  valid_from date,
  level text,
  not_main boolean not null,
  primary key (list, code)
);
