-- What a document is, and how large its file: told without reading the file. Those from before come by a rebuild.
create table vf.document_entry (
  document_id text not null,
  need_id text not null,
  kind text not null,
  bytes bigint not null,
  primary key (document_id, need_id)
);
create index document_entry_need on vf.document_entry (need_id);
