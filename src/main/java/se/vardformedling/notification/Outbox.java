package se.vardformedling.notification;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** The rows of subscribers and of what they are to be told, always in the caller's transaction. */
@Component
class Outbox {
  private final JdbcClient sql;
  private final Clock clock;

  Outbox(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Keeps whose it is and by whose rights it sees: those of whoever asked for it last, who has the
   * same role for the same region and units as whoever did first.
   */
  void keep(Subscriber row) {
    sql.sql(
            """
            insert into vf.subscriber (subscription_id, criteria, endpoint, with_ids, active, ends, owner_subject,
                                       owner_role, owner_region, owner_units, owner_scopes)
            values (:id, :criteria, :endpoint, :ids, :active, :ends, :subject, :role, :region, :units, :scopes)
            on conflict (subscription_id) do update
              set criteria = excluded.criteria, endpoint = excluded.endpoint, with_ids = excluded.with_ids,
                  active = excluded.active, ends = excluded.ends, failures = 0, not_before = null,
                  owner_subject = excluded.owner_subject, owner_scopes = excluded.owner_scopes
            """)
        .param("id", row.id())
        .param("criteria", row.criteria())
        .param("endpoint", row.endpoint())
        .param("ids", row.withIds())
        .param("active", row.active())
        .param("ends", row.ends().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null))
        .param("subject", row.owner().subject())
        .param("role", row.owner().role().name())
        .param("region", row.owner().region().orElse(null))
        .param("units", units(row.owner()))
        .param("scopes", row.owner().scopes().map(Outbox::sorted).orElse(null))
        .update();
  }

  List<Subscriber> interested(Collection<String> topics) {
    return sql.sql("select * from vf.subscriber where active and criteria = any(:topics)")
        .param("topics", topics.toArray(String[]::new))
        .query((rows, n) -> subscriber(rows))
        .list();
  }

  Optional<Subscriber> find(String id) {
    return read("select * from vf.subscriber where subscription_id = :id", id);
  }

  Optional<Subscriber> lock(String id) {
    return read("select * from vf.subscriber where subscription_id = :id for update", id);
  }

  /** The Subscriptions of whoever has the same role for the same region and unit. */
  List<String> of(Caller caller) {
    return sql.sql(
            """
            select subscription_id from vf.subscriber
             where owner_role = :role and owner_region is not distinct from :region
               and owner_units = cast(:units as text[])
            """)
        .param("role", caller.role().name())
        .param("region", caller.region().orElse(null))
        .param("units", units(caller))
        .query(String.class)
        .list();
  }

  int active(Caller caller) {
    return sql.sql(
            """
            select count(*) from vf.subscriber
             where active and owner_role = :role and owner_region is not distinct from :region
               and owner_units = cast(:units as text[])
            """)
        .param("role", caller.role().name())
        .param("region", caller.region().orElse(null))
        .param("units", units(caller))
        .query(Integer.class)
        .single();
  }

  /** Adds a change to be told; nothing if it is there already. */
  boolean add(String subscriptionId, String type, String id, String version) {
    return sql.sql(
                """
                insert into vf.notification (id, subscription_id, resource_type, resource_id, resource_version, created_at)
                values (:uuid, :subscription, :type, :id, :version, :at)
                on conflict do nothing
                """)
            .param("uuid", UUID.randomUUID().toString())
            .param("subscription", subscriptionId)
            .param("type", type)
            .param("id", id)
            .param("version", version)
            .param("at", Timestamp.from(clock.instant()))
            .update()
        == 1;
  }

  Optional<Change> oldest(String subscriptionId) {
    return sql.sql(
            """
            select * from vf.notification where subscription_id = :id and done_at is null order by seq limit 1
            """)
        .param("id", subscriptionId)
        .query(
            (rows, n) ->
                new Change(
                    rows.getLong("seq"),
                    rows.getString("id"),
                    rows.getString("subscription_id"),
                    rows.getString("resource_type"),
                    rows.getString("resource_id"),
                    rows.getString("resource_version"),
                    rows.getTimestamp("created_at").toInstant()))
        .optional();
  }

  void lease(String id, @Nullable String lease, @Nullable Instant until) {
    sql.sql(
            "update vf.subscriber set lease = :lease, lease_until = :until where subscription_id = :id")
        .param("lease", lease)
        .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  void done(Change change, String outcome) {
    sql.sql("update vf.notification set done_at = :at, outcome = :outcome where seq = :seq")
        .param("at", Timestamp.from(clock.instant()))
        .param("outcome", outcome)
        .param("seq", change.seq())
        .update();
  }

  void failures(String id, int failures, boolean active, @Nullable Instant notBefore) {
    sql.sql(
            """
            update vf.subscriber set failures = :failures, active = :active, not_before = :at where subscription_id = :id
            """)
        .param("failures", failures)
        .param("active", active)
        .param("at", notBefore == null ? null : notBefore.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  private Optional<Subscriber> read(String query, String id) {
    return sql.sql(query).param("id", id).query((rows, n) -> subscriber(rows)).optional();
  }

  private static Subscriber subscriber(ResultSet row) throws SQLException {
    return new Subscriber(
        row.getString("subscription_id"),
        row.getString("criteria"),
        row.getString("endpoint"),
        row.getBoolean("with_ids"),
        row.getBoolean("active"),
        moment(row, "ends"),
        owner(row),
        row.getInt("failures"),
        moment(row, "not_before"),
        row.getString("lease"),
        moment(row, "lease_until"));
  }

  private static Caller owner(ResultSet row) throws SQLException {
    Set<String> units = texts(row.getArray("owner_units"));
    Array scopes = row.getArray("owner_scopes");
    return new Caller(
        row.getString("owner_subject"),
        Role.valueOf(row.getString("owner_role")),
        Optional.ofNullable(row.getString("owner_region")),
        units.size() == 1 ? units.stream().findFirst() : Optional.empty(),
        units,
        scopes == null ? Optional.empty() : Optional.of(texts(scopes)));
  }

  private static Set<String> texts(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }

  private static String[] units(Caller caller) {
    return sorted(caller.units());
  }

  private static String[] sorted(Set<String> texts) {
    return texts.stream().sorted().toArray(String[]::new);
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
