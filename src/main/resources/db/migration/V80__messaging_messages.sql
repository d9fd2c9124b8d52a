-- Messages over SDK, on regional nodes. What is acknowledged is here first.
create table vf.message_sent (
  message_id text primary key,
  kind text not null check (kind in ('message', 'answer')),
  packet_id text not null,
  part integer not null,
  parts integer not null,
  conversation_id text not null,
  answers text,
  case_id text,
  recipient text not null,
  function text not null,
  -- AS4's MessageId: the same at every resend.
  transfer_id text not null unique,
  state text not null check (state in ('queued', 'sent', 'received', 'accepted', 'rejected', 'failed')),
  attempts integer not null default 0,
  -- How many attempts there had been when this series of them began.
  series_start integer not null default 0,
  created_at timestamptz not null,
  state_at timestamptz not null,
  failure text not null default ''
);
create index message_sent_packet on vf.message_sent (packet_id);
create index message_sent_case on vf.message_sent (case_id);

-- Emptied when the recipient has accepted.
create table vf.message_sent_content (
  message_id text primary key references vf.message_sent,
  written bytea,
  envelope bytea
);
alter table vf.message_sent_content alter column written set storage external;
alter table vf.message_sent_content alter column envelope set storage external;

-- One row for each transfer, however often it comes.
create table vf.message_arrived (
  arrival_id text primary key,
  party text not null,
  transfer_id text not null,
  sha256 text not null,
  original_sender text not null,
  final_recipient text not null,
  action text not null,
  envelope bytea,
  arrived_at timestamptz not null,
  state text not null check (state in ('arrived', 'accepted', 'rejected', 'answered', 'dropped')),
  message_id text,
  unique (party, transfer_id)
);
alter table vf.message_arrived alter column envelope set storage external;

-- One row for each message that was accepted: a message id is taken once from each sender.
create table vf.message_received (
  sender text not null,
  message_id text not null,
  conversation_id text not null,
  answers text,
  case_id text,
  received_at timestamptz not null,
  content bytea not null,
  primary key (sender, message_id)
);
alter table vf.message_received alter column content set storage external;
create index message_received_case on vf.message_received (case_id);

-- What happened to each message, on this side; only added to.
create table vf.message_evidence (
  number bigint generated always as identity primary key,
  message_id text not null,
  at timestamptz not null,
  step text not null,
  detail text not null,
  document bytea
);
create index message_evidence_message on vf.message_evidence (message_id, number);

-- What a person has to look at.
create table vf.message_task (
  task_id text primary key,
  message_id text not null,
  reason text not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  unique (message_id, reason)
);
create index message_task_open on vf.message_task (created_at) where done_at is null;
