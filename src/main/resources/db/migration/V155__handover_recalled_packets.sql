-- Which packet each message is a part of, as its sender says, and which packets a recall takes back. A recall takes back what it
-- names; of what came before this, and of what says nothing, everything of the case, as before.
alter table vf.handover_arrival add column packet_id text;
alter table vf.handover_arrival add column takes_back text[] not null default '{}';
