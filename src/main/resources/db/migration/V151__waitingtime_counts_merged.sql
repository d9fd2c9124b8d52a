-- What is counted alike is one row, as files that are taken in now are kept.
create temporary table merged on commit drop as
select source, vardtjanst, service_id, status, day, days, counted, paused, need, anaesthesia, sum(severe) as severe, sum(n) as n
  from vf.wait_count group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
truncate vf.wait_count;
insert into vf.wait_count (source, vardtjanst, service_id, status, day, days, counted, paused, need, anaesthesia, severe, n)
select source, vardtjanst, service_id, status, day, days, counted, paused, need, anaesthesia, severe, n from merged;
create index wait_count_day on vf.wait_count (source, status, day);
