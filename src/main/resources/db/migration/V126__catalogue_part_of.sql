-- Which organisation one belongs to: what tells whether a unit is run by a region. Filled by rebuild, and when an organisation is stored.
alter table vf.party add column part_of text;
