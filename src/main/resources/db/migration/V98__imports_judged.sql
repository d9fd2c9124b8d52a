-- Which start of the program has judged what the file brings: the same one need not judge it again when it publishes.
alter table vf.import_run add column judged_by uuid;
