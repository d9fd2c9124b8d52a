-- Whose search a page link belongs to: nobody else may follow it.
create table vf.search_page (
  search_id uuid primary key,
  subject text not null,
  made_at timestamptz not null
);
create index search_page_made on vf.search_page (made_at);
