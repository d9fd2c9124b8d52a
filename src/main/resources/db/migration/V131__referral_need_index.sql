-- The log asks which case a need belongs to when the need itself was not shown.
create index case_need_need on vf.case_need (need_id);
