-- How visits ended is counted some times a day, of a year, in events that are kept for ever.
create index case_event_visit on vf.case_event (at) where kind = 'fulfill' and from_state = 'scheduled';
