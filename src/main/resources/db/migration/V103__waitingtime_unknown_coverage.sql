-- A file that does not say who should report has no known coverage.
alter table vf.wait_feed alter column response drop not null;
alter table vf.wait_figure alter column coverage drop not null;

-- Of what the median that speaks for a service is: the last 90 days, or 365 where those are too few.
alter table vf.wait_published add column span text not null default '90';
