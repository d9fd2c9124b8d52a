package se.vardformedling.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Contract;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.SearchLimits;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;

/**
 * Whose an agreement is: the region that commissions it, the regions that may call off under it,
 * and the unit that gives the care. All of them see it with its volumes.
 */
@Component
class AgreementRelations implements Relations {
  private static final String USABLE =
      """
      (g.scope = 'all'
       or exists (select 1 from vf.party c where c.organization_id = g.commissioner_id
                   and (c.county = :who or (g.scope = 'cooperation-region' and c.county = any(:neighbours))))
       or exists (select 1 from vf.party e where e.organization_id = any(g.entitled_ids) and e.county = :who))
      """;
  private static final String PROVIDED =
      """
      exists (select 1 from vf.party p
               where p.hsa_id = :who
                 and (p.organization_id = g.provider_id
                      or exists (select 1 from vf.agreement_term t join vf.offer o on o.service_id = t.service_id
                                  where t.contract_id = g.contract_id and o.unit_id = p.organization_id)))
      """;

  private final JdbcClient sql;

  AgreementRelations(JdbcClient sql) {
    this.sql = sql;
  }

  /** A condition on {@code vf.agreement g}. */
  record Visible(String condition, Map<String, Object> parameters) {}

  @Override
  public Set<String> types() {
    return Set.of("Contract");
  }

  @Override
  public boolean maySee(Caller caller, IBaseResource resource) {
    return sees(caller, resource.getIdElement().getIdPart());
  }

  /** Only the region that commissions, and only in its own name. */
  @Override
  public boolean mayWrite(Caller caller, IBaseResource resource) {
    List<String> commissioners = AgreementResource.parties((Contract) resource, "commissioner");
    return !commissioners.isEmpty()
        && caller.region().isPresent()
        && commissioners.stream().allMatch(id -> county(id).equals(caller.region()));
  }

  @Override
  public SearchLimits.Limit limit(Caller caller) {
    return new SearchLimits.Limit("_id", Set.copyOf(ids(visible(caller), "true", "")));
  }

  boolean sees(Caller caller, String contractId) {
    return !ids(visible(caller), "g.contract_id = :id", contractId).isEmpty();
  }

  /** Whether the caller's region commissions the agreement. */
  boolean owns(Caller caller, String contractId) {
    String owner =
        "exists (select 1 from vf.party c where c.organization_id = g.commissioner_id and c.county = :who)";
    return caller.region().isPresent()
        && !ids(
                new Visible(owner, Map.of("who", caller.region().get())),
                "g.contract_id = :id",
                contractId)
            .isEmpty();
  }

  Visible visible(Caller caller) {
    return switch (caller.role()) {
      case SYSTEM -> new Visible("true", Map.of());
      case VARDFORMEDLARE, AVTALSCONTROLLER ->
          caller
              .region()
              .map(
                  region ->
                      new Visible(
                          USABLE,
                          Map.of(
                              "who",
                              region,
                              "neighbours",
                              TermRules.neighbours(region).toArray(String[]::new))))
              .orElse(new Visible("false", Map.of()));
      case MOTTAGARE ->
          caller
              .unit()
              .map(unit -> new Visible(PROVIDED, Map.of("who", unit)))
              .orElse(new Visible("false", Map.of()));
      default -> new Visible("false", Map.of());
    };
  }

  private List<String> ids(Visible visible, String more, String contractId) {
    Map<String, Object> parameters = new HashMap<>(visible.parameters());
    parameters.put("id", contractId);
    return sql.sql(
            "select g.contract_id from vf.agreement g where "
                + more
                + " and "
                + visible.condition())
        .params(parameters)
        .query(String.class)
        .list();
  }

  private Optional<String> county(String organization) {
    return sql.sql("select county from vf.party where organization_id = :id and county is not null")
        .param("id", organization)
        .query(String.class)
        .optional();
  }
}
