-- Whether a message was rejected is asked of each answer that comes; few were, of ten years' messages.
create index message_arrived_rejected on vf.message_arrived (message_id, original_sender) where state = 'rejected';
