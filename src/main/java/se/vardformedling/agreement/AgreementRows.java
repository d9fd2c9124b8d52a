package se.vardformedling.agreement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Contract;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.VolumeRules.Counted;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.ReadModel;

/** Follows the Contracts with rows; keeps the counters' caps in step, and never their counts. */
@Component
class AgreementRows implements ReadModel {
  private final JdbcClient sql;
  private final NamedParameterJdbcTemplate many;
  private final Alerts alerts;
  private final AgreementHistory history;
  private final AgreementJson json;

  AgreementRows(
      JdbcClient sql,
      NamedParameterJdbcTemplate many,
      Alerts alerts,
      AgreementHistory history,
      AgreementJson json) {
    this.history = history;
    this.sql = sql;
    this.many = many;
    this.alerts = alerts;
    this.json = json;
  }

  @Override
  public Set<String> types() {
    return Set.of("Contract");
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.agreement", "vf.agreement_term", "vf.volume", "vf.volume_share");
  }

  /** Volumes stay: they are counted from cases, not from resources. */
  @Override
  public void clear() {
    sql.sql("delete from vf.agreement_term").update();
    sql.sql("delete from vf.agreement").update();
  }

  @Override
  public void follow(IBaseResource resource) {
    Contract contract = (Contract) resource;
    String id = contract.getIdElement().getIdPart();
    List<AgreementResource.Row> rows = AgreementResource.rows(contract);
    keepAgreement(id, contract);
    Map<Counted, String> counters = VolumeRules.counters(rows);
    // What is new has no rows yet, and nothing has been taken of it.
    boolean known = contract.getIdElement().getVersionIdPartAsLong() > 1;
    Set<Counted> taken = known ? taken(id) : Set.of();
    if (known) {
      checkMoved(id, counters, taken);
      sql.sql("delete from vf.agreement_term where contract_id = :id").param("id", id).update();
    }
    insertTerms(id, contract, rows, counters);
    keepVolumes(id, rows, counters, taken);
    rows.forEach(row -> keepShares(id, row, counter(row, counters), known));
    history.follow(id, contract.getIdElement().getVersionIdPartAsLong());
    taken.forEach(one -> alerts.volume(id, one.serviceId(), one.vardtjanst()));
  }

  private void keepAgreement(String id, Contract contract) {
    sql.sql(
            """
            insert into vf.agreement (contract_id, version, number, type, status, commissioner_id, provider_id,
                                      entitled_ids, scope, valid_from, valid_to, options)
            values (:id, :version, :number, :type, :status, :commissioner, :provider, :entitled, :scope, :from, :to,
                    cast(:options as jsonb))
            on conflict (contract_id) do update
              set version = excluded.version, number = excluded.number, type = excluded.type, status = excluded.status,
                  commissioner_id = excluded.commissioner_id, provider_id = excluded.provider_id,
                  entitled_ids = excluded.entitled_ids, scope = excluded.scope, valid_from = excluded.valid_from,
                  valid_to = excluded.valid_to, options = excluded.options
            """)
        .param("id", id)
        .param("version", contract.getIdElement().getVersionIdPartAsLong())
        .param("number", AgreementResource.number(contract))
        .param("type", AgreementResource.type(contract))
        .param("status", contract.getStatus().toCode())
        .param("commissioner", AgreementResource.first(contract, "commissioner"))
        .param("provider", AgreementResource.first(contract, "provider"))
        .param("entitled", AgreementResource.entitled(contract))
        .param("scope", AgreementResource.scope(contract))
        .param("from", AgreementResource.validFrom(contract))
        .param("to", AgreementResource.validTo(contract))
        .param("options", json.write(AgreementResource.options(contract)))
        .update();
  }

  private void insertTerms(
      String id,
      Contract contract,
      List<AgreementResource.Row> rows,
      Map<Counted, String> counters) {
    Map<?, ?>[] batch =
        rows.stream()
            .map(row -> term(id, contract, row, counter(row, counters).vardtjanst()))
            .toArray(Map<?, ?>[]::new);
    update(
        """
        insert into vf.agreement_term (contract_id, service_id, vardtjanst, status, commissioner_id, entitled_ids,
                                       scope, valid_from, valid_to, price_model, price_ore, cap, price, criteria, counter)
        values (:id, :service, :vardtjanst, :status, :commissioner, :entitled, :scope, :from, :to, :model, :price, :cap,
                cast(:terms as jsonb), cast(:criteria as jsonb), :counter)
        """,
        batch);
  }

  private Map<String, @Nullable Object> term(
      String id, Contract contract, AgreementResource.Row row, String counter) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("id", id);
    values.put("service", row.serviceId());
    values.put("vardtjanst", row.vardtjanst());
    values.put("status", contract.getStatus().toCode());
    values.put("commissioner", AgreementResource.first(contract, "commissioner"));
    values.put("entitled", AgreementResource.entitled(contract));
    values.put("scope", AgreementResource.scope(contract));
    values.put("from", AgreementResource.validFrom(contract));
    values.put("to", AgreementResource.validTo(contract));
    values.put("model", row.price().model());
    values.put("price", row.price().procedureOre().orElse(null));
    values.put("cap", row.cap().map(AgreementResource.Cap::places).orElse(null));
    values.put("terms", json.write(row.price()));
    values.put("criteria", json.write(row.criteria()));
    values.put("counter", counter);
    return values;
  }

  /** Which counter the row's places are taken from. */
  private static Counted counter(AgreementResource.Row row, Map<Counted, String> counters) {
    return new Counted(row.serviceId(), counters.getOrDefault(Counted.of(row), ""));
  }

  private void keepVolumes(
      String id,
      List<AgreementResource.Row> rows,
      Map<Counted, String> counters,
      Set<Counted> taken) {
    Set<Counted> kept = new HashSet<>();
    Map<?, ?>[] batch =
        rows.stream()
            .filter(row -> kept.add(counter(row, counters)))
            .peek(row -> checkLowered(id, row, counter(row, counters), taken))
            .map(row -> volume(id, row, counter(row, counters)))
            .toArray(Map<?, ?>[]::new);
    update(
        """
        insert into vf.volume (contract_id, service_id, vardtjanst, cap, unit, on_reached, warn_at, cap_reason)
        values (:id, :service, :vardtjanst, :cap, :unit, :reached, :warn, :reason)
        on conflict (contract_id, service_id, vardtjanst) do update
          set cap = excluded.cap, unit = excluded.unit, on_reached = excluded.on_reached,
              warn_at = excluded.warn_at, cap_reason = excluded.cap_reason
        """,
        batch);
  }

  /** Those of the agreement's counters that count something; the rows of all are locked. */
  private Set<Counted> taken(String id) {
    Set<Counted> taken = new LinkedHashSet<>();
    sql.sql(
            """
            select service_id, vardtjanst, reserved + consumed > 0 as taken from vf.volume where contract_id = :id
             order by service_id, vardtjanst for update
            """)
        .param("id", id)
        .query(
            row -> {
              if (row.getBoolean("taken")) {
                taken.add(new Counted(row.getString("service_id"), row.getString("vardtjanst")));
              }
            });
    return taken;
  }

  /** Places that are taken stay where they are counted. */
  private void checkMoved(String id, Map<Counted, String> counters, Set<Counted> taken) {
    Map<Counted, String> before = new HashMap<>();
    sql.sql("select service_id, vardtjanst, counter from vf.agreement_term where contract_id = :id")
        .param("id", id)
        .query(
            row -> {
              before.put(
                  new Counted(row.getString("service_id"), row.getString("vardtjanst")),
                  row.getString("counter"));
            });
    VolumeRules.moved(before, counters, taken)
        .ifPresent(
            moved -> {
              throw Problem.VALUE_INVALID.at(
                  "Contract.term.asset",
                  moved.serviceId()
                      + ": places of "
                      + moved.vardtjanst()
                      + " are taken and counted in another way; write an agreement of its own");
            });
  }

  /** A cap below what is taken needs its owner's reason. */
  private void checkLowered(
      String id, AgreementResource.Row row, Counted counter, Set<Counted> taken) {
    Optional<AgreementResource.Cap> cap = row.cap();
    if (cap.isEmpty() || cap.get().reason() != null || !taken.contains(counter)) {
      return;
    }
    boolean lowered =
        sql.sql(
                """
                select reserved + consumed > :cap + overrun from vf.volume
                 where contract_id = :id and service_id = :service and vardtjanst = :vardtjanst
                """)
            .param("cap", cap.get().places())
            .param("id", id)
            .param("service", counter.serviceId())
            .param("vardtjanst", counter.vardtjanst())
            .query(Boolean.class)
            .single();
    if (lowered) {
      throw Problem.CAP_BELOW_TAKEN.at("Contract.term.asset", row.serviceId());
    }
  }

  private static Map<String, @Nullable Object> volume(
      String id, AgreementResource.Row row, Counted counter) {
    Optional<AgreementResource.Cap> cap = row.cap();
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("id", id);
    values.put("service", counter.serviceId());
    values.put("vardtjanst", counter.vardtjanst());
    values.put("cap", cap.map(AgreementResource.Cap::places).orElse(null));
    values.put("unit", cap.map(AgreementResource.Cap::unit).orElse("procedures"));
    values.put("reached", cap.map(AgreementResource.Cap::onReached).orElse("stop"));
    values.put(
        "warn",
        cap.map(AgreementResource.Cap::warnAt)
            .orElse(List.of(80, 90, 100))
            .toArray(Integer[]::new));
    values.put("reason", cap.map(AgreementResource.Cap::reason).orElse(null));
    return values;
  }

  /** The caps of single regions; one that is gone from the agreement has none any more. */
  private void keepShares(String id, AgreementResource.Row row, Counted counter, boolean known) {
    Map<String, Integer> shares = row.cap().map(AgreementResource.Cap::shares).orElse(Map.of());
    if (shares.isEmpty() && (row.cap().isEmpty() || !known)) {
      return;
    }
    sql.sql(
            """
            update vf.volume_share set cap = null
             where contract_id = :id and service_id = :service and vardtjanst = :vardtjanst
               and cap is not null and not region = any(:regions)
            """)
        .param("id", id)
        .param("service", counter.serviceId())
        .param("vardtjanst", counter.vardtjanst())
        .param("regions", shares.keySet().toArray(String[]::new))
        .update();
    shares.forEach(
        (region, places) ->
            sql.sql(
                    """
                    insert into vf.volume_share (contract_id, service_id, vardtjanst, region, cap)
                    values (:id, :service, :vardtjanst, :region, :cap)
                    on conflict (contract_id, service_id, vardtjanst, region) do update set cap = excluded.cap
                    """)
                .param("id", id)
                .param("service", counter.serviceId())
                .param("vardtjanst", counter.vardtjanst())
                .param("region", region)
                .param("cap", places)
                .update());
  }

  @SuppressWarnings("unchecked")
  private void update(String statement, Map<?, ?>[] batch) {
    if (batch.length > 0) {
      many.batchUpdate(statement, (Map<String, ?>[]) batch);
    }
  }
}
