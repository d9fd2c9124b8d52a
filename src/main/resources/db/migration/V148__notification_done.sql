-- What has been told is forgotten some times a day.
create index notification_done on vf.notification (done_at) where done_at is not null;
