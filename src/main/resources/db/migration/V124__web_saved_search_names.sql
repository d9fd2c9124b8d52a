-- One name, one search: whoever saves, renames or takes back two at once is told by the rule itself.
update vf.saved_search s set name = left(s.name, 60) || ' (' || left(cast(s.id as text), 4) || ')'
  from (select id, row_number() over (partition by owner, region, name order by saved_at, id) as nth
          from vf.saved_search where removed_at is null) n
 where n.id = s.id and n.nth > 1;
create unique index saved_search_name on vf.saved_search (owner, region, name) where removed_at is null;
