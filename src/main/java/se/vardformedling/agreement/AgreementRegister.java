package se.vardformedling.agreement;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.AgreementRelations.Visible;

/** Lists agreements and shows one, from the rows. */
@Component
class AgreementRegister {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  /** One row an agreement, with what its services add up to. */
  private static final String REGISTER =
      """
      select g.*, c.name as commissioner_name, c.county as commissioner_region, p.name as provider_name,
             v.*, a.alerts,
             case when g.status in ('cancelled', 'entered-in-error', 'rejected', 'revoked', 'resolved', 'terminated')
                       then 'ended'
                  when g.status <> 'executed' then 'draft'
                  when g.valid_from > :today then 'upcoming'
                  when g.valid_to < :today then 'expired'
                  when v.exhausted then 'exhausted'
                  else 'in-force' end as state
        from vf.agreement g
        left join vf.party c on c.organization_id = g.commissioner_id
        left join vf.party p on p.organization_id = g.provider_id
        cross join lateral (
          select count(distinct t.service_id) as services, sum(v.cap) as cap,
                 coalesce(sum(v.reserved) filter (where v.cap is not null), 0) as reserved,
                 coalesce(sum(v.consumed) filter (where v.cap is not null), 0) as consumed,
                 min(greatest(0, v.cap - v.reserved - v.consumed)) as fewest,
                 coalesce(max((v.reserved + v.consumed) * 100 / nullif(v.cap, 0)), 0) as used,
                 coalesce(bool_and(v.cap is not null and v.on_reached = 'stop' and v.reserved + v.consumed >= v.cap), false) as exhausted
            from (select distinct service_id, counter from vf.agreement_term where contract_id = g.contract_id) t
            left join vf.volume v
              on v.contract_id = g.contract_id and v.service_id = t.service_id and v.vardtjanst = t.counter) v
        cross join lateral (
          select count(*) as alerts from vf.agreement_alert where contract_id = g.contract_id and ended_at is null) a
       where %s
      """;

  private static final String FILTERS =
      """
      and (:words = '' or g.number ilike :like or c.name ilike :like or p.name ilike :like)
      and (:region = '' or c.county = :region)
      and (:vardtjanst = '' or exists (select 1 from vf.agreement_term t
                                        where t.contract_id = g.contract_id and t.vardtjanst = :vardtjanst))
      and (:model = '' or exists (select 1 from vf.agreement_term t
                                   where t.contract_id = g.contract_id and t.price_model = :model))
      """;

  private static final Map<String, String> ORDER =
      Map.of(
          "number", "number",
          "provider", "provider_name",
          "commissioner", "commissioner_name",
          "valid-to", "valid_to",
          "state", "array_position(:states, r.state)",
          "used", "case when cap is not null then used end",
          "left", "case when cap is not null then fewest end",
          "alerts", "alerts",
          "ends-next", "r.state in ('expired', 'ended'), valid_to");

  private final JdbcClient sql;
  private final VolumeFigures figures;
  private final Alerts alerts;
  private final AgreementJson json;

  AgreementRegister(JdbcClient sql, VolumeFigures figures, Alerts alerts, AgreementJson json) {
    this.sql = sql;
    this.figures = figures;
    this.alerts = alerts;
    this.json = json;
  }

  private record Counted(int total, AgreementPage.Row row) {}

  AgreementPage page(Visible visible, AgreementQuery query) {
    String statement =
        "select r.*, count(*) over () as total from ("
            + REGISTER.formatted(visible.condition() + " " + FILTERS)
            + ") r where (:state = '' or r.state = :state) order by "
            + ORDER.get(query.sort())
            + (query.descending() ? " desc" : " asc")
            + " nulls last, contract_id limit :size offset :offset";
    Map<String, Object> parameters = new HashMap<>(visible.parameters());
    parameters.putAll(
        Map.of(
            "today", query.today(),
            "words", query.words().strip(),
            "like", "%" + query.words().strip().replaceAll("([%_\\\\])", "\\\\$1") + "%",
            "region", query.region(),
            "vardtjanst", query.vardtjanst(),
            "model", query.priceModel(),
            "state", query.state(),
            "size", query.size(),
            "offset", query.page() * query.size()));
    parameters.put("states", AgreementQuery.STATES.toArray(String[]::new));
    List<Counted> found =
        sql.sql(statement)
            .params(parameters)
            .query((rows, n) -> new Counted(rows.getInt("total"), row(rows)))
            .list();
    return new AgreementPage(
        found.isEmpty() ? 0 : found.get(0).total(), found.stream().map(Counted::row).toList());
  }

  /** Those in force with a service that has come so far; only these are added up. */
  int nearCap(Visible visible, int percent, LocalDate today) {
    String taken =
        """
        exists (select 1 from vf.volume v where v.contract_id = g.contract_id
                   and v.cap > 0 and (v.reserved + v.consumed) * 100 / v.cap >= :percent) and\s""";
    Map<String, Object> parameters = new HashMap<>(visible.parameters());
    parameters.put("today", today);
    parameters.put("percent", percent);
    return sql.sql(
            "select count(*) from ("
                + REGISTER.formatted(taken + visible.condition())
                + ") r where r.state = 'in-force' and r.used >= :percent")
        .params(parameters)
        .query(Integer.class)
        .single();
  }

  /** Ids of the agreements that are in one of the states. */
  List<String> inState(Visible visible, Set<String> states, LocalDate today) {
    Map<String, Object> parameters = new HashMap<>(visible.parameters());
    parameters.put("today", today);
    parameters.put("states", states.toArray(String[]::new));
    return sql.sql(
            "select r.contract_id from ("
                + REGISTER.formatted(visible.condition())
                + ") r where r.state = any(:states)")
        .params(parameters)
        .query(String.class)
        .list();
  }

  Optional<AgreementView> view(Visible visible, String contractId, Instant asOf, boolean owned) {
    Map<String, Object> parameters = new HashMap<>(visible.parameters());
    parameters.put("id", contractId);
    parameters.put("today", LocalDate.ofInstant(asOf, SWEDEN));
    return sql.sql(REGISTER.formatted("g.contract_id = :id and " + visible.condition()))
        .params(parameters)
        .query(
            (rows, n) ->
                new AgreementView(
                    row(rows),
                    owned,
                    parties(rows.getArray("entitled_ids")),
                    json.list(rows.getString("options"), AgreementView.Option.class),
                    services(contractId, asOf),
                    alerts.open(List.of(contractId))))
        .optional();
  }

  private List<AgreementView.Item> services(String contractId, Instant asOf) {
    Map<String, VolumeStatus> volumes =
        figures.of(contractId, asOf).stream()
            .collect(Collectors.toMap(one -> one.serviceId() + "|" + one.vardtjanst(), one -> one));
    return sql.sql(
            """
            select t.service_id, t.vardtjanst, t.counter, t.price, t.criteria, coalesce(o.name, t.service_id) as name
              from vf.agreement_term t
              left join vf.offer o on o.service_id = t.service_id and o.vardtjanst = t.vardtjanst
             where t.contract_id = :id order by t.vardtjanst, t.service_id
            """)
        .param("id", contractId)
        .query(
            (rows, n) ->
                new AgreementView.Item(
                    rows.getString("service_id"),
                    rows.getString("name"),
                    rows.getString("vardtjanst"),
                    json.read(rows.getString("price"), PriceTerms.class),
                    json.list(rows.getString("criteria"), Criterion.class),
                    Optional.ofNullable(
                        volumes.get(
                            rows.getString("service_id") + "|" + rows.getString("counter")))))
        .list();
  }

  private List<AgreementView.Party> parties(Array ids) throws SQLException {
    String[] organizations = (String[]) ids.getArray();
    Map<String, AgreementView.Party> known =
        sql
            .sql(
                "select organization_id, name, county from vf.party where organization_id = any(:ids)")
            .param("ids", organizations)
            .query((rows, n) -> party(rows.getString(1), rows.getString(2), rows.getString(3)))
            .list()
            .stream()
            .collect(Collectors.toMap(AgreementView.Party::organizationId, party -> party));
    return Arrays.stream(organizations)
        .map(id -> known.getOrDefault(id, new AgreementView.Party(id, id, "")))
        .toList();
  }

  private static AgreementPage.Row row(ResultSet row) throws SQLException {
    Date end = row.getDate("valid_to");
    int cap = row.getInt("cap");
    boolean capped = !row.wasNull();
    return new AgreementPage.Row(
        row.getString("contract_id"),
        row.getString("version"),
        row.getString("number"),
        row.getString("type"),
        row.getString("status"),
        row.getString("state"),
        party(
            row.getString("commissioner_id"),
            row.getString("commissioner_name"),
            row.getString("commissioner_region")),
        party(row.getString("provider_id"), row.getString("provider_name"), null),
        row.getString("scope"),
        row.getDate("valid_from").toLocalDate(),
        Optional.ofNullable(end).map(Date::toLocalDate),
        row.getInt("services"),
        capped ? Optional.of(cap) : Optional.empty(),
        row.getInt("reserved"),
        row.getInt("consumed"),
        capped ? Optional.of(row.getInt("fewest")) : Optional.empty(),
        row.getInt("used"),
        row.getInt("alerts"));
  }

  private static AgreementView.Party party(
      String id,
      @org.jspecify.annotations.Nullable String name,
      @org.jspecify.annotations.Nullable String region) {
    return new AgreementView.Party(id, name == null ? id : name, region == null ? "" : region);
  }
}
