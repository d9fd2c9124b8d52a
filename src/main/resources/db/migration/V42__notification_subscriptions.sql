-- One row a Subscription: who is told, where, and how it goes. The row is locked to decide who delivers.
create table vf.subscriber (
  subscription_id text primary key,
  criteria text not null,
  endpoint text not null,
  with_ids boolean not null,
  active boolean not null,
  ends timestamptz,
  owner_subject text not null,
  owner_role text not null,
  owner_region text,
  owner_units text[] not null,
  -- null: not narrowed, as for people
  owner_scopes text[],
  failures integer not null default 0,
  not_before timestamptz,
  lease text,
  lease_until timestamptz
);
create index subscriber_criteria on vf.subscriber (criteria) where active;

-- What is to be told, in order: written with the change, once per change and Subscription.
create table vf.notification (
  seq bigint generated always as identity primary key,
  id text not null unique,
  subscription_id text not null references vf.subscriber,
  resource_type text not null,
  resource_id text not null,
  resource_version text not null,
  created_at timestamptz not null,
  done_at timestamptz,
  outcome text check (outcome in ('delivered', 'not-visible')),
  unique (subscription_id, resource_type, resource_id, resource_version)
);
create index notification_waiting on vf.notification (subscription_id, seq) where done_at is null;
