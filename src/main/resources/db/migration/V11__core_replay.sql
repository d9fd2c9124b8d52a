-- What a request with an X-Request-Id has done, written in its own transaction, so that a second
-- try gets the first one's answer and does nothing. Kept for a day.
create table vf.replay (
  caller text not null,
  request_id uuid not null,
  request_hash bytea not null,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  -- What was written, in order, as Type/id/_history/version.
  made text[] not null,
  -- The answer; empty if the program ended before it was sent.
  status integer,
  content_type text,
  location text,
  etag text,
  body bytea,
  primary key (caller, request_id)
);
create index replay_at on vf.replay (at);
