-- A receipt may come for a transfer that a replay has replaced since: it still belongs to the message.
alter table vf.message_sent add column earlier_transfers text[] not null default '{}';
create index message_sent_earlier_transfers on vf.message_sent using gin (earlier_transfers);
