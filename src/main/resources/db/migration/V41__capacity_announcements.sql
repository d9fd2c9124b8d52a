-- Capacity that is offered or asked for: one row an announcement, following its Task in the same transaction. The row is
-- locked while a response is accepted, and the database refuses more places than there are.
create table vf.announcement (
  task_id text primary key,
  kind text not null check (kind in ('offer-capacity', 'request-capacity')),
  state text not null,
  open boolean not null,
  announcer text not null,
  requester_id text not null,
  service_id text,
  vardtjanst text not null,
  quantity integer not null check (quantity between 1 and 500),
  remaining integer not null check (remaining between 0 and quantity),
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  -- länskoder; null: every region
  audience text[],
  price_ore bigint,
  note text,
  check (valid_to > valid_from and valid_to <= valid_from + interval '31 days')
);
create index announcement_open on vf.announcement (vardtjanst, valid_to) where open;
create index announcement_service on vf.announcement (service_id, valid_to) where open;
