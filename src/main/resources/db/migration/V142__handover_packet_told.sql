-- Whether the national node has been told that the order's documents are sent: when they are there, where
-- it was told while they were on their way before.
alter table vf.handover_packet add column told boolean not null default false;
update vf.handover_packet set told = true where kind = 'documents';
