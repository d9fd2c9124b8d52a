package se.vardformedling.agreement;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Contract;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.SearchLimits;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;
import se.vardformedling.security.Role;

/**
 * Whose an agreement is: the region that commissions it, the regions that may call off under it,
 * and the unit that gives the care.
 */
@Component
class AgreementRelations implements Relations {
  private static final String COMMISSIONED =
      """
      select t.contract_id from vf.agreement_term t join vf.party c on c.organization_id = t.commissioner_id
       where c.county = :who
      """;
  private static final String USABLE =
      """
      select t.contract_id from vf.agreement_term t left join vf.party c on c.organization_id = t.commissioner_id
       where (c.county = :who or t.scope = 'all'
              or (t.scope = 'cooperation-region' and c.county = any(:neighbours))
              or exists (select 1 from vf.party e where e.organization_id = any(t.entitled_ids) and e.county = :who))
      """;
  private static final String PROVIDED =
      """
      select t.contract_id from vf.agreement_term t join vf.offer o on o.service_id = t.service_id
        join vf.party p on p.organization_id = o.unit_id
       where p.hsa_id = :who
      """;

  private final JdbcClient sql;

  AgreementRelations(JdbcClient sql) {
    this.sql = sql;
  }

  @Override
  public Set<String> types() {
    return Set.of("Contract");
  }

  @Override
  public boolean maySee(Caller caller, IBaseResource resource) {
    return caller.role() == Role.SYSTEM
        || !ids(caller, resource.getIdElement().getIdPart()).isEmpty();
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
    return new SearchLimits.Limit("_id", ids(caller, null));
  }

  private Optional<String> county(String organization) {
    return sql.sql("select county from vf.party where organization_id = :id and county is not null")
        .param("id", organization)
        .query(String.class)
        .optional();
  }

  private Set<String> ids(Caller caller, @org.jspecify.annotations.Nullable String contract) {
    String which =
        switch (caller.role()) {
          case VARDFORMEDLARE -> USABLE;
          case AVTALSCONTROLLER -> COMMISSIONED;
          case MOTTAGARE -> PROVIDED;
          default -> "";
        };
    Optional<String> who = caller.role() == Role.MOTTAGARE ? caller.unit() : caller.region();
    if (which.isEmpty() || who.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        sql.sql(
                "select distinct contract_id from ("
                    + which
                    + ") own"
                    + (contract == null ? "" : " where contract_id = :contract"))
            .param("who", who.get())
            .param("neighbours", TermRules.neighbours(who.get()).toArray(String[]::new))
            .param("contract", contract)
            .query(String.class)
            .list());
  }
}
