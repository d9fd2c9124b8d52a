package se.vardformedling.capacity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ReadModel;

/** The rows that follow the announcements: what is searched, and what is locked. */
@Component
class AnnouncementRows implements ReadModel {
  private final JdbcClient sql;
  private final Clock clock;

  AnnouncementRows(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** An open offer of capacity for one vårdtjänst of one service. */
  record Live(String serviceId, String vardtjanst, Instant to) {}

  /** Waits for whoever is changing the announcement; empty if there is no such. */
  Optional<Announcement> lock(String taskId) {
    return sql.sql("select * from vf.announcement where task_id = :id for update")
        .param("id", taskId)
        .query((rows, n) -> announcement(rows))
        .optional();
  }

  /**
   * Those that stand at the moment and that one of the parties may see, the first to expire first.
   */
  List<Announcement> list(Announcement.Filter filter, Set<String> parties, Instant now) {
    return sql.sql(
            """
            select * from vf.announcement
             where state in ('draft', 'published', 'agreed')
               and ((open and valid_from <= :now and valid_to > :now
                     and ('audience:all' = any(:parties)
                          and (audience is null
                               or exists (select 1 from unnest(audience) r where 'audience:' || r = any(:parties)))))
                    or (announcer = any(:parties) and (state = 'draft' or (open and valid_to > :now))))
               and (cast(:kind as text) is null or kind = :kind)
               and (cast(:vardtjanst as text) is null or vardtjanst = :vardtjanst)
               and (cast(:announcer as text) is null or announcer = :announcer)
             order by valid_to, task_id
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("parties", parties.toArray(String[]::new))
        .param("kind", filter.kind().orElse(null))
        .param("vardtjanst", filter.vardtjanst().orElse(null))
        .param("announcer", filter.announcer().orElse(null))
        .query((rows, n) -> announcement(rows))
        .list();
  }

  /** What is offered at the moment by the services to the region, with places left. */
  List<Live> live(Collection<String> services, String region, Instant now) {
    return live("vf.announcement", services, region, now);
  }

  /** The same of a moment that has been, by what was told before it. */
  List<Live> liveThen(Collection<String> services, String region, Instant moment) {
    return live(
        """
        (select distinct on (task_id) * from vf.announcement_told
          where service_id = any(:services) and told_at <= :now
          order by task_id, told_at desc, version desc) as told
        """,
        services,
        region,
        moment);
  }

  private List<Live> live(
      String announcements, Collection<String> services, String region, Instant now) {
    return sql.sql(
            """
            select service_id, vardtjanst, max(valid_to) as valid_to from %s
             where open and kind = 'offer-capacity' and service_id = any(:services) and remaining > 0
               and valid_from <= :now and valid_to > :now and (audience is null or :region = any(audience))
             group by service_id, vardtjanst
            """
                .formatted(announcements))
        .param("services", services.toArray(String[]::new))
        .param("region", region)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(
            (rows, n) ->
                new Live(rows.getString(1), rows.getString(2), rows.getTimestamp(3).toInstant()))
        .list();
  }

  @Override
  public Set<String> types() {
    return Set.of("Task");
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.announcement");
  }

  /** Not by truncate, which would make readers wait. */
  @Override
  public void clear() {
    sql.sql("delete from vf.announcement").update();
  }

  @Override
  public void follow(IBaseResource resource) {
    if (resource instanceof Task task && AnnouncementResource.announces(task)) {
      Announcement row = AnnouncementResource.read(task, AnnouncementResource.audience(task));
      write(row);
      tell(row, task.getIdElement().getVersionIdPartAsLong());
    }
  }

  /** A version is kept once: read models that are made anew announce nothing. */
  private void tell(Announcement row, long version) {
    sql.sql(
            """
            insert into vf.announcement_told (task_id, version, told_at, kind, open, service_id, vardtjanst, remaining,
                                              valid_from, valid_to, audience)
            values (:id, :version, :now, :kind, :open, :service, :vardtjanst, :remaining, :from, :to, :audience)
            on conflict do nothing
            """)
        .param("id", row.taskId())
        .param("version", version)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("kind", row.kind())
        .param("open", row.open())
        .param("service", row.serviceId().orElse(null))
        .param("vardtjanst", row.vardtjanst())
        .param("remaining", row.remaining())
        .param("from", row.from().atOffset(ZoneOffset.UTC))
        .param("to", row.to().atOffset(ZoneOffset.UTC))
        .param("audience", row.audience().isEmpty() ? null : row.audience().toArray(String[]::new))
        .update();
  }

  private void write(Announcement row) {
    sql.sql(
            """
            insert into vf.announcement (task_id, kind, state, open, announcer, requester_id, service_id, vardtjanst,
                                         quantity, remaining, valid_from, valid_to, audience, price_ore, note)
            values (:id, :kind, :state, :open, :announcer, :requester, :service, :vardtjanst, :quantity, :remaining,
                    :from, :to, :audience, :price, :note)
            on conflict (task_id) do update
              set state = excluded.state, open = excluded.open, quantity = excluded.quantity,
                  remaining = excluded.remaining, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                  audience = excluded.audience, price_ore = excluded.price_ore, note = excluded.note
            """)
        .param("id", row.taskId())
        .param("kind", row.kind())
        .param("state", row.state())
        .param("open", row.open())
        .param("announcer", row.announcer())
        .param("requester", row.requesterId())
        .param("service", row.serviceId().orElse(null))
        .param("vardtjanst", row.vardtjanst())
        .param("quantity", row.quantity())
        .param("remaining", row.remaining())
        .param("from", row.from().atOffset(ZoneOffset.UTC))
        .param("to", row.to().atOffset(ZoneOffset.UTC))
        .param("audience", row.audience().isEmpty() ? null : row.audience().toArray(String[]::new))
        .param("price", row.priceOre().orElse(null))
        .param("note", row.text().orElse(null))
        .update();
  }

  private static Announcement announcement(ResultSet row) throws SQLException {
    Array audience = row.getArray("audience");
    return new Announcement(
        row.getString("task_id"),
        row.getString("kind"),
        row.getString("state"),
        row.getString("announcer"),
        row.getString("requester_id"),
        Optional.ofNullable(row.getString("service_id")),
        row.getString("vardtjanst"),
        row.getInt("quantity"),
        row.getInt("remaining"),
        row.getTimestamp("valid_from").toInstant(),
        row.getTimestamp("valid_to").toInstant(),
        audience == null ? List.of() : Arrays.asList((String[]) audience.getArray()),
        Optional.ofNullable(row.getObject("price_ore", Long.class)),
        Optional.ofNullable(row.getString("note")));
  }
}
