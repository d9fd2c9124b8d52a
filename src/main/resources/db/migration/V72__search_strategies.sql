-- How much each component of the order weighs: a region's own, else the country's (SE). A change is a new version, so that
-- an order can be explained and made again for the day it was asked.
create table vf.strategy (
  code text not null,
  region text not null,
  version integer not null check (version > 0),
  valid_from date not null,
  standard boolean not null default false,
  wait numeric not null check (wait >= 0),
  guarantee numeric not null check (guarantee >= 0),
  distance numeric not null check (distance >= 0),
  price numeric not null check (price >= 0),
  quality numeric not null check (quality >= 0),
  capacity numeric not null check (capacity >= 0),
  volume numeric not null check (volume >= 0),
  freshness numeric not null check (freshness >= 0),
  primary key (code, region, version),
  check (wait + guarantee + distance + price + quality + capacity + volume + freshness = 1)
);
insert into vf.strategy values
  ('balanced',      'SE', 1, '2025-01-01', true,  .3, .2,  .2,  .06, .06, .06, .06, .06),
  ('shortest-wait', 'SE', 1, '2025-01-01', false, .5, .2,  .2,  .02, .02, .02, .02, .02),
  ('cost-aware',    'SE', 1, '2025-01-01', false, .2, .15, .15, .3,  .05, .05, .05, .05);
