-- *Meddelanden* shows the newest that came, those that wait for a person first, of all that ever came.
create index handover_arrival_shown on vf.handover_arrival ((state = 'apart') desc, received_at desc, arrival_id);
