create table vf.demo_load (
  scale integer not null,
  loaded_on date not null
);
