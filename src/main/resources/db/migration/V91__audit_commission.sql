-- Under which uppdrag a person acted (its HSA-id): rights follow the uppdrag, not the person.
alter table vf.access_log add column commission text;
