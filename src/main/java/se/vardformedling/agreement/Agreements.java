package se.vardformedling.agreement;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** On what terms care is bought, and how much of it is left. */
@Component
public class Agreements {
  private static final Set<Role> ASKING = Set.of(Role.VARDFORMEDLARE, Role.AVTALSCONTROLLER);

  private final JdbcClient sql;
  private final AgreementRegister register;
  private final VolumeFigures figures;
  private final AgreementRelations relations;
  private final ApplicableTerms applicable;
  private final AgreementHistory history;
  private final AgreementJson json;

  Agreements(
      JdbcClient sql,
      AgreementRegister register,
      VolumeFigures figures,
      AgreementRelations relations,
      ApplicableTerms applicable,
      AgreementHistory history,
      AgreementJson json) {
    this.history = history;
    this.sql = sql;
    this.register = register;
    this.figures = figures;
    this.relations = relations;
    this.applicable = applicable;
    this.json = json;
  }

  /** Every term about the services, usable or not; names no one but the parties. */
  public List<Term> terms(Collection<String> serviceIds) {
    return sql.sql(
            """
            select t.*, c.county as commissioner,
                   array(select e.county from vf.party e
                          where e.organization_id = any(t.entitled_ids) and e.county is not null) as entitled,
                   case when v.cap is null then null else greatest(0, v.cap - v.reserved - v.consumed) end as remaining,
                   coalesce(v.reserved, 0) as reserved, coalesce(v.on_reached, 'stop') = 'stop' as stops,
                   coalesce(a.version, 0) as contract_version
              from vf.agreement_term t
              left join vf.agreement a on a.contract_id = t.contract_id
              left join vf.party c on c.organization_id = t.commissioner_id
              left join vf.volume v
                on v.contract_id = t.contract_id and v.service_id = t.service_id and v.vardtjanst = t.counter
             where t.service_id = any(:services)
            """)
        .param("services", serviceIds.toArray(String[]::new))
        .query((rows, n) -> term(rows))
        .list();
  }

  /** The same as they were at a moment that has been, with what was left of them then. */
  public List<Term> terms(Collection<String> serviceIds, Instant moment) {
    return history.terms(serviceIds, moment).query((rows, n) -> term(rows)).list();
  }

  /** The agreement that the region would use, if there is one that may be used. */
  public Optional<Term> applicable(String serviceId, CallOff callOff) {
    return usable(serviceId, callOff).stream().findFirst();
  }

  /** All that the region may use, in the order in which it would. */
  List<Term> usable(String serviceId, CallOff callOff) {
    return TermRules.ranked(terms(List.of(serviceId)), callOff);
  }

  /** Why there is none. */
  public Refusal refusal(String serviceId, CallOff callOff) {
    String why = TermRules.whyNot(terms(List.of(serviceId)), callOff);
    return why.equals("volume-exhausted")
        ? Problem.VOLUME_EXHAUSTED.because(serviceId)
        : Problem.AGREEMENT_NOT_APPLICABLE.because(why);
  }

  /**
   * Every agreement that the region may call off on the date, the most specific first. Brokers and
   * controllers ask, for the region they act for.
   */
  @Transactional(readOnly = true)
  public List<Applicable> applicable(Caller caller, Applicable.Question question) {
    if (!ASKING.contains(caller.role())) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Contract");
    }
    if (!caller.region().equals(Optional.of(question.region()))) {
      throw Problem.REGION_NOT_ENTITLED.at("region", "");
    }
    return applicable.answer(question, terms(applicable.services(question)));
  }

  /** The agreements that the caller has to do with; none for a caller that has none. */
  @Transactional(readOnly = true)
  public AgreementPage list(Caller caller, AgreementQuery query) {
    return register.page(relations.visible(caller), query);
  }

  /**
   * How many of the agreements that the caller has to do with have a service that has come so far.
   *
   * @param percent of a service's places, reserved or used
   */
  @Transactional(readOnly = true)
  public int nearCap(Caller caller, int percent, LocalDate today) {
    return register.nearCap(relations.visible(caller), percent, today);
  }

  /** One agreement; empty if there is none, or none that the caller has to do with. */
  @Transactional(readOnly = true)
  public Optional<AgreementView> view(Caller caller, String contractId, Instant asOf) {
    return register.view(
        relations.visible(caller), contractId, asOf, relations.owns(caller, contractId));
  }

  /** How much is left of each service that has a counter; empty as {@link #view} is. */
  @Transactional(readOnly = true)
  public Optional<List<VolumeStatus>> volumes(Caller caller, String contractId, Instant asOf) {
    return relations.sees(caller, contractId)
        ? Optional.of(figures.of(contractId, asOf))
        : Optional.empty();
  }

  private Term term(ResultSet row) throws SQLException {
    Date end = row.getDate("valid_to");
    long price = row.getLong("price_ore");
    boolean priced = !row.wasNull();
    int remaining = row.getInt("remaining");
    boolean capped = !row.wasNull();
    return new Term(
        row.getString("contract_id"),
        row.getLong("contract_version"),
        row.getString("service_id"),
        row.getString("vardtjanst"),
        row.getString("status"),
        String.valueOf(row.getString("commissioner")),
        strings(row.getArray("entitled")),
        row.getString("scope"),
        row.getDate("valid_from").toLocalDate(),
        Optional.ofNullable(end).map(Date::toLocalDate),
        Optional.ofNullable(row.getString("price_model")),
        priced ? Optional.of(price) : Optional.empty(),
        capped ? Optional.of(remaining) : Optional.empty(),
        row.getInt("reserved"),
        row.getBoolean("stops"),
        json.list(row.getString("criteria"), Criterion.class));
  }

  private static Set<String> strings(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }
}
