-- What a vårdtjänst usually costs: prices are measured against it, so that no provider's place depends on another's price.
create table vf.reference_price (
  vardtjanst text primary key,
  price_ore bigint not null check (price_ore > 0),
  source text not null
);
