-- When the sender made the message, by the sender's own clock: a recall takes back what was made before it, in whatever order they come.
alter table vf.handover_arrival add column sent_at timestamptz;
create index handover_arrival_filed on vf.handover_arrival (filed_at) where state = 'filed';
