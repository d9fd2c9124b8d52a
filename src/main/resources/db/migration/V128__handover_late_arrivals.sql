-- What has come and is neither filed nor waits for a person; it is looked for now and then.
create index handover_arrival_late on vf.handover_arrival (received_at) where state = 'arrived';
