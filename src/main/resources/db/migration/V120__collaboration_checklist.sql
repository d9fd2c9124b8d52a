-- A region's checklist with a service, one row each, following its QuestionnaireResponse in the same transaction.
create table vf.collaboration (
  response_id text primary key,
  version bigint not null,
  author_id text not null,
  service_id text not null,
  completed boolean not null,
  answered integer not null,
  revised date,
  changed timestamptz not null
);
create index collaboration_parties on vf.collaboration (author_id, service_id);
create index collaboration_service on vf.collaboration (service_id);
