package se.vardformedling.agreement;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Contract;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ReadModel;

/** On what terms care is bought. */
@Component
public class Agreements implements ReadModel {
  private final JdbcClient sql;

  Agreements(JdbcClient sql) {
    this.sql = sql;
  }

  /** Every term about the services, usable or not. */
  public List<Term> terms(Collection<String> serviceIds) {
    return sql.sql(
            """
            select t.*, c.county as commissioner,
                   array(select e.county from vf.party e
                          where e.organization_id = any(t.entitled_ids) and e.county is not null) as entitled,
                   case when v.cap is null then null else v.cap - v.reserved - v.consumed end as remaining,
                   coalesce(v.reserved, 0) as reserved
              from vf.agreement_term t
              left join vf.party c on c.organization_id = t.commissioner_id
              left join vf.volume v on v.contract_id = t.contract_id and v.service_id = t.service_id
             where t.service_id = any(:services)
            """)
        .param("services", serviceIds.toArray(String[]::new))
        .query((rows, n) -> term(rows))
        .list();
  }

  /** The agreement that the region would call off on the date, if there is one with volume left. */
  public Optional<Term> applicable(String region, String serviceId, LocalDate date) {
    return TermRules.best(terms(List.of(serviceId)), region, date, 1);
  }

  @Override
  public Set<String> types() {
    return Set.of("Contract");
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.agreement_term", "vf.volume");
  }

  /** Volumes stay: they are counted from cases, not from resources. */
  @Override
  public void clear() {
    sql.sql("delete from vf.agreement_term").update();
  }

  @Override
  public void follow(IBaseResource resource) {
    Contract contract = (Contract) resource;
    String id = contract.getIdElement().getIdPart();
    sql.sql("delete from vf.agreement_term where contract_id = :id").param("id", id).update();
    String commissioner =
        AgreementResource.parties(contract, "commissioner").stream().findFirst().orElse("");
    String[] entitled =
        AgreementResource.parties(contract, "call-off-entitled").toArray(String[]::new);
    for (AgreementResource.Row row : AgreementResource.rows(contract)) {
      insertTerm(id, contract, commissioner, entitled, row);
      keepVolume(id, row);
    }
  }

  private void insertTerm(
      String id,
      Contract contract,
      String commissioner,
      String[] entitled,
      AgreementResource.Row row) {
    sql.sql(
            """
            insert into vf.agreement_term (contract_id, service_id, vardtjanst, status, commissioner_id, entitled_ids,
                                           scope, valid_from, valid_to, price_model, price_ore, cap)
            values (:id, :service, :vardtjanst, :status, :commissioner, :entitled, :scope, :from, :to, :model, :price, :cap)
            """)
        .param("id", id)
        .param("service", row.serviceId())
        .param("vardtjanst", row.vardtjanst())
        .param("status", contract.getStatus().toCode())
        .param("commissioner", commissioner)
        .param("entitled", entitled)
        .param("scope", AgreementResource.scope(contract))
        .param("from", AgreementResource.validFrom(contract))
        .param("to", AgreementResource.validTo(contract))
        .param("model", row.priceModel())
        .param("price", row.priceOre())
        .param("cap", row.cap())
        .update();
  }

  private void keepVolume(String id, AgreementResource.Row row) {
    sql.sql(
            """
            insert into vf.volume (contract_id, service_id, cap) values (:id, :service, :cap)
            on conflict (contract_id, service_id) do update set cap = excluded.cap
            """)
        .param("id", id)
        .param("service", row.serviceId())
        .param("cap", row.cap())
        .update();
  }

  private static Term term(ResultSet row) throws SQLException {
    Date end = row.getDate("valid_to");
    long price = row.getLong("price_ore");
    boolean priced = !row.wasNull();
    int remaining = row.getInt("remaining");
    boolean capped = !row.wasNull();
    return new Term(
        row.getString("contract_id"),
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
        row.getInt("reserved"));
  }

  private static Set<String> strings(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }
}
