package se.vardformedling.collaboration;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ReadModel;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** A row for each checklist, following its resource. */
@Component
class CollaborationRows implements ReadModel {
  private static final Set<Role> REGION = Set.of(Role.VARDFORMEDLARE, Role.AVTALSCONTROLLER);
  private static final String SELECT =
      """
      select c.*, o.vardtjanst, coalesce(u.name, c.service_id) as unit, coalesce(r.name, c.author_id) as region
        from vf.collaboration c
        left join lateral (select * from vf.offer where service_id = c.service_id order by vardtjanst limit 1) o on true
        left join vf.party u on u.organization_id = o.unit_id
        left join vf.party r on r.organization_id = c.author_id
       where\s""";

  private final JdbcClient sql;

  CollaborationRows(JdbcClient sql) {
    this.sql = sql;
  }

  /** A condition on the rows that a caller may see. */
  private record Visible(String condition, Map<String, Object> values) {}

  private static Visible visible(Caller caller) {
    if (caller.role() == Role.SYSTEM) {
      return new Visible("true", Map.of());
    }
    if (REGION.contains(caller.role()) && caller.region().isPresent()) {
      return new Visible("r.county = :who", Map.of("who", caller.region().get()));
    }
    return caller.role() == Role.MOTTAGARE
        ? new Visible("u.hsa_id = any(:who)", Map.of("who", caller.units().toArray(String[]::new)))
        : new Visible("false", Map.of());
  }

  List<Collaboration> list(Caller caller, LocalDate today) {
    Visible visible = visible(caller);
    return sql.sql(SELECT + visible.condition() + " order by unit, o.vardtjanst, c.response_id")
        .params(visible.values())
        .query((row, n) -> collaboration(row, today))
        .list();
  }

  Optional<Collaboration> find(Caller caller, String id, LocalDate today) {
    Visible visible = visible(caller);
    return sql.sql(SELECT + visible.condition() + " and c.response_id = :id")
        .params(visible.values())
        .param("id", id)
        .query((row, n) -> collaboration(row, today))
        .optional();
  }

  /** The region's one with the service; whoever else begins it waits until the transaction ends. */
  Optional<String> begun(String author, String service) {
    sql.sql("select pg_advisory_xact_lock(hashtextextended(:pair, 0))")
        .param("pair", "collaboration " + author + " " + service)
        .query((row, n) -> "")
        .list();
    return sql.sql(
            "select response_id from vf.collaboration where author_id = :author and service_id ="
                + " :service order by response_id limit 1")
        .param("author", author)
        .param("service", service)
        .query(String.class)
        .optional();
  }

  /**
   * Whether the region has another one with the service; asked under the lock of {@link #begun}.
   */
  boolean another(String id, String author, String service) {
    return sql.sql(
            "select exists (select 1 from vf.collaboration where author_id = :author and service_id ="
                + " :service and response_id <> :id)")
        .param("id", id)
        .param("author", author)
        .param("service", service)
        .query(Boolean.class)
        .single();
  }

  private static Collaboration collaboration(ResultSet row, LocalDate today) throws SQLException {
    Optional<LocalDate> revised =
        Optional.ofNullable(row.getDate("revised")).map(Date::toLocalDate);
    return new Collaboration(
        row.getString("response_id"),
        row.getLong("version"),
        row.getString("region"),
        row.getString("unit"),
        row.getString("service_id"),
        Optional.ofNullable(row.getString("vardtjanst")).orElse(""),
        ChecklistRules.state(row.getBoolean("completed"), row.getInt("signatures"), revised, today)
            .name()
            .toLowerCase(Locale.ROOT),
        row.getInt("answered"),
        revised,
        row.getTimestamp("changed").toInstant());
  }

  @Override
  public Set<String> types() {
    return Set.of("QuestionnaireResponse");
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.collaboration");
  }

  /** Not by truncate, which would make readers wait. */
  @Override
  public void clear() {
    sql.sql("delete from vf.collaboration").update();
  }

  @Override
  public void follow(IBaseResource resource) {
    QuestionnaireResponse response = (QuestionnaireResponse) resource;
    sql.sql(
            """
            insert into vf.collaboration (response_id, version, author_id, service_id, completed, answered, revised, changed, signatures)
            values (:id, :version, :author, :service, :completed, :answered, :revised, :changed, :signatures)
            on conflict (response_id) do update
              set version = excluded.version, author_id = excluded.author_id, service_id = excluded.service_id,
                  completed = excluded.completed, answered = excluded.answered, revised = excluded.revised,
                  changed = excluded.changed, signatures = excluded.signatures
            """)
        .param("id", ChecklistResource.id(response))
        .param("version", ChecklistResource.version(response))
        .param("author", ChecklistResource.author(response))
        .param("service", ChecklistResource.service(response))
        .param("completed", ChecklistResource.completed(response))
        .param("answered", ChecklistResource.answers(response).size())
        .param("revised", ChecklistResource.revised(response).orElse(null))
        .param("signatures", SignatureResource.of(response).size())
        .param("changed", ChecklistResource.authored(response).atOffset(ZoneOffset.UTC))
        .update();
  }
}
