-- A person has seen what the national node refused.
alter table vf.national_message add column settled_at timestamptz;
alter table vf.national_message add column settled_by text;
create index national_message_open on vf.national_message (made_at) where state <> 'done' and settled_at is null;
create index national_message_answered on vf.national_message (answered_at);
