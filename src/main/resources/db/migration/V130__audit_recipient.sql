-- To whom the program told something of its own accord, such as the owner of a Subscription.
alter table vf.access_log add column recipient text;
create index access_log_recipient on vf.access_log (recipient, at) where recipient is not null;
