package se.vardformedling.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ConditionalCreate;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.ReadModel;
import se.vardformedling.fhir.Refusal;

/**
 * Whose each HSA-id is: of a type, one resource that is in force. A row is taken at the end of the
 * transaction, so that one may end and another take its HSA-id in the same; two who take it at once
 * wait for each other by a unique index, and the second is refused.
 */
@Component
class HsaIds implements ReadModel {
  private static final String CLAIMED =
      """
      unnest(cast(:types as text[]), cast(:hsaIds as text[]), cast(:ids as text[])) as c(type, hsa_id, resource_id)
      """;

  private final JdbcClient sql;

  HsaIds(JdbcClient sql) {
    this.sql = sql;
  }

  @Override
  public Set<String> types() {
    return Set.of("Organization", "Location", "HealthcareService");
  }

  /** None that are compared: whose an HSA-id of several is depends on who came first. */
  @Override
  public Set<String> tables() {
    return Set.of();
  }

  @Override
  public void clear() {
    sql.sql("delete from vf.hsa_holder").update();
    HsaClaims.ofTransaction(this).takeAll();
  }

  @Override
  public void follow(IBaseResource resource) {
    Set<String> said = CatalogueResource.hsaIds(resource);
    // What is new has no rows yet.
    boolean before = resource.getIdElement().getVersionIdPartAsLong() > 1;
    if (!said.isEmpty() || before) {
      HsaClaims.ofTransaction(this)
          .add(resource.fhirType() + "/" + resource.getIdElement().getIdPart(), said, before);
    }
  }

  /** One line for each HSA-id that several in force have, since before this was refused. */
  @Override
  public List<String> breaches() {
    return sql.sql(
            """
            select type || ': ' || string_agg(resource_id, ', ' order by shared, resource_id)
                   || ' are active and have the same HSA-id' as line
              from vf.hsa_holder group by type, hsa_id having count(*) > 1 order by 1
            """)
        .query(String.class)
        .list();
  }

  /** What resources of the transaction say last. */
  private record Claimed(String type, String hsaId, String id) {
    static Claimed of(ResultSet row) throws SQLException {
      return new Claimed(
          row.getString("type"), row.getString("hsa_id"), row.getString("resource_id"));
    }
  }

  /**
   * Gives back and takes.
   *
   * @param said HSA-ids by resource
   * @param before those of the resources that may have had some already
   * @param all whether several may have the same: what is there already is kept as it is
   */
  void settle(Map<String, Set<String>> said, Set<String> before, boolean all) {
    List<Claimed> claims =
        new TreeMap<>(said)
            .entrySet().stream()
                .flatMap(
                    one ->
                        one.getValue().stream()
                            .map(hsaId -> new Claimed(type(one.getKey()), hsaId, id(one.getKey()))))
                .toList();
    if (!all && !before.isEmpty()) {
      giveBack(before, claims);
    }
    boolean got = take(claims, false) == claims.size();
    List<Late> late = got ? List.of() : without(claims);
    if (all) {
      take(late.stream().map(Late::claimed).toList(), true);
    } else if (!late.isEmpty()) {
      throw ConditionalCreate.orAgain(new Refusal(late.stream().map(Late::refused).toList()));
    }
  }

  private void giveBack(Set<String> resources, List<Claimed> claims) {
    List<Claimed> free =
        statement(
                claims,
                """
                delete from vf.hsa_holder h
                 where h.type || '/' || h.resource_id = any(:resources)
                   and not exists (select 1 from %s
                                    where c.type = h.type and c.resource_id = h.resource_id and c.hsa_id = h.hsa_id)
                returning h.type, h.hsa_id, h.resource_id
                """)
            .param("resources", resources.toArray(String[]::new))
            .query((row, n) -> Claimed.of(row))
            .list();
    free.forEach(this::passOn);
  }

  /** To the first of those that had it too before only one might. */
  private void passOn(Claimed free) {
    sql.sql(
            """
            update vf.hsa_holder h set shared = false
             where type = :type and hsa_id = :hsaId
               and resource_id = (select min(resource_id) from vf.hsa_holder where type = :type and hsa_id = :hsaId)
               and not exists (select 1 from vf.hsa_holder where type = :type and hsa_id = :hsaId and not shared)
            """)
        .param("type", free.type())
        .param("hsaId", free.hsaId())
        .update();
  }

  /**
   * In one order, so that two who take several never wait for each other in a circle.
   *
   * @return how many were taken by it; one that is its claimant's already is not
   */
  private int take(List<Claimed> claims, boolean shared) {
    return claims.isEmpty()
        ? 0
        : statement(
                claims,
                """
                insert into vf.hsa_holder (type, hsa_id, resource_id, shared)
                select type, hsa_id, resource_id, :shared from %s order by type, hsa_id, resource_id
                on conflict do nothing
                """)
            .param("shared", shared)
            .update();
  }

  /**
   * One that has not got what it claims.
   *
   * @param holder the resource that has it
   */
  private record Late(Claimed claimed, String holder) {
    Refusal.Issue refused() {
      String type = claimed.type() + "/";
      return new Refusal.Issue(
          Problem.HSA_ID_TAKEN,
          claimed.type() + ".identifier",
          type + claimed.id() + " has the HSA-id of " + type + holder);
    }
  }

  private List<Late> without(List<Claimed> claims) {
    return statement(
            claims,
            """
            select c.type, c.hsa_id, c.resource_id,
                   coalesce((select h.resource_id from vf.hsa_holder h
                              where h.type = c.type and h.hsa_id = c.hsa_id and not h.shared), '') as holder
              from %s
             where not exists (select 1 from vf.hsa_holder h
                                where h.type = c.type and h.resource_id = c.resource_id and h.hsa_id = c.hsa_id)
             order by c.type, c.resource_id
            """)
        .query((row, n) -> new Late(Claimed.of(row), row.getString("holder")))
        .list();
  }

  private JdbcClient.StatementSpec statement(List<Claimed> claims, String statement) {
    return sql.sql(statement.formatted(CLAIMED))
        .param("types", claims.stream().map(Claimed::type).toArray(String[]::new))
        .param("hsaIds", claims.stream().map(Claimed::hsaId).toArray(String[]::new))
        .param("ids", claims.stream().map(Claimed::id).toArray(String[]::new));
  }

  private static String type(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private static String id(String key) {
    return key.substring(key.indexOf('/') + 1);
  }
}
