-- Packets of documents, on regional nodes: whose case each message belongs to.
create table vf.handover_packet (
  -- messaging's: the messages of a packet are there.
  packet_id text primary key,
  kind text not null check (kind in ('documents', 'completion-request', 'completion', 'recall', 'result')),
  order_id text not null,
  case_id text not null,
  conversation_id text not null,
  -- HSA-ids: ours, and theirs as it was when the packet was sent.
  unit text not null,
  to_unit text not null,
  recipient text not null,
  function text not null,
  -- Required kinds of documents that it was sent without, as somebody decided.
  missing text not null default '',
  state text not null check (state in ('sending', 'delivered', 'failed', 'recalled')),
  sent_by text not null,
  created_at timestamptz not null,
  state_at timestamptz not null
);
create index handover_packet_case on vf.handover_packet (case_id);
create index handover_packet_order on vf.handover_packet (order_id);
create index handover_packet_thread on vf.handover_packet (conversation_id);
create index handover_packet_created on vf.handover_packet (created_at desc);
-- The documents of an order go once; again only when they failed or were recalled.
create unique index handover_packet_once on vf.handover_packet (order_id)
  where kind = 'documents' and state in ('sending', 'delivered');

create table vf.handover_message (
  message_id text primary key,
  packet_id text not null references vf.handover_packet
);

-- One row for each message that was accepted, until its content is filed and after.
create table vf.handover_arrival (
  arrival_id text primary key,
  sender text not null,
  message_id text not null,
  conversation_id text not null,
  sender_function text not null default '',
  kind text not null default 'other',
  case_id text,
  part integer not null default 1,
  parts integer not null default 1,
  task_id text,
  unit text not null default '',
  -- apart: no case, or two; a person decides.
  state text not null check (state in ('arrived', 'filed', 'apart')),
  reason text not null default '',
  received_at timestamptz not null,
  filed_at timestamptz,
  unique (sender, message_id)
);
create index handover_arrival_case on vf.handover_arrival (case_id);
create index handover_arrival_thread on vf.handover_arrival (conversation_id, sender);
create index handover_arrival_received on vf.handover_arrival (received_at desc);
