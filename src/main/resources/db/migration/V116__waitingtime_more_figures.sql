-- A unit's other figures, by code of CodeSystem/wait-metric; null: may not be told.
alter table vf.wait_figure add column more jsonb not null default '{}';
