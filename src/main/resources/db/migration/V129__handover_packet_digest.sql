-- A completion, a result, a request or a recall goes once while it is on its way, however often somebody presses.
alter table vf.handover_packet add column digest text not null default '';
create unique index handover_packet_twice on vf.handover_packet (order_id, kind, digest)
  where kind <> 'documents' and state = 'sending' and digest <> '';
create index handover_packet_unit on vf.handover_packet (unit, created_at desc);
