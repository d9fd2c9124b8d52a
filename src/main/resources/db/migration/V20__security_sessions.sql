-- Signed-in people's sessions, in the columns that Spring Session uses on PostgreSQL.
create table vf.session (
  primary_id char(36) primary key,
  session_id char(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create index session_expiry on vf.session (expiry_time);
create index session_principal on vf.session (principal_name);

create table vf.session_attributes (
  session_primary_id char(36) not null references vf.session on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
