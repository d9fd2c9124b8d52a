-- An assertion by which a system has shown who it is; it is taken once, on whatever node.
create table vf.client_assertion (
  client_id text not null,
  jti text not null,
  expires_at timestamptz not null,
  primary key (client_id, jti)
);
create index client_assertion_expiry on vf.client_assertion (expires_at);
