create schema if not exists ext;
create extension if not exists pg_trgm schema ext;
create extension if not exists unaccent schema ext;
create extension if not exists cube schema ext;
create extension if not exists earthdistance schema ext;
create extension if not exists btree_gist schema ext;
