-- What should have been sent, answered or opened and waits; it is looked for now and then.
create index message_sent_open on vf.message_sent (state_at) where state in ('queued', 'sent');
create index message_sent_unanswered on vf.message_sent (state_at) where state = 'received' and kind = 'message';
create index message_arrived_late on vf.message_arrived (arrived_at) where state = 'arrived';
