-- The last day in lists is that of the clock; by that state and region nobody asks the clocks any more.
update vf.case_need n set due = c.due_day
  from vf.guarantee_clock c where c.case_id = n.case_id and n.due is distinct from c.due_day;
drop index vf.guarantee_clock_due;
