-- A message that is filed is kept a while for questions, then only the fact that it came.
alter table vf.message_received alter column content drop not null;
alter table vf.message_received add column taken_at timestamptz;
update vf.message_received m set taken_at = a.filed_at from vf.handover_arrival a
  where a.sender = m.sender and a.message_id = m.message_id and a.state = 'filed';
create index message_received_taken on vf.message_received (taken_at) where content is not null;
create index message_received_at on vf.message_received (received_at);
create index message_sent_state_at on vf.message_sent (state_at);
create index message_arrived_at on vf.message_arrived (arrived_at);
create index message_evidence_at on vf.message_evidence (at);
