package se.vardformedling.agreement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the ledger as it stood at a moment; the cap is today's. */
@Component
class VolumeFigures {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  private final JdbcClient sql;

  VolumeFigures(JdbcClient sql) {
    this.sql = sql;
  }

  /** Which counter of the agreement. */
  private record Key(String serviceId, String vardtjanst) {
    static Key of(ResultSet row) throws SQLException {
      return new Key(row.getString("service_id"), row.getString("vardtjanst"));
    }
  }

  private record Asset(
      Key key,
      Optional<Integer> cap,
      String unit,
      boolean lowered,
      boolean stops,
      Optional<LocalDate> lastDay) {}

  /** What one region did on one day. */
  private record Posted(Key key, String region, LocalDate day, int reserved, int consumed) {}

  private record Sealed(Key key, int number, String hash) {}

  List<VolumeStatus> of(String contractId, Instant asOf) {
    Map<Key, List<Posted>> posted =
        posted(contractId, asOf).stream().collect(Collectors.groupingBy(Posted::key));
    Map<Key, Sealed> sealed =
        sealed(contractId, asOf).stream().collect(Collectors.toMap(Sealed::key, s -> s));
    Map<Key, Map<String, Integer>> caps = regionCaps(contractId);
    return assets(contractId).stream()
        .map(
            asset ->
                status(
                    contractId,
                    asset,
                    posted.getOrDefault(asset.key(), List.of()),
                    sealed.getOrDefault(asset.key(), new Sealed(asset.key(), 0, "")),
                    caps.getOrDefault(asset.key(), Map.of()),
                    asOf))
        .toList();
  }

  private static VolumeStatus status(
      String contractId,
      Asset asset,
      List<Posted> posted,
      Sealed sealed,
      Map<String, Integer> caps,
      Instant asOf) {
    int reserved = posted.stream().mapToInt(Posted::reserved).sum();
    int consumed = posted.stream().mapToInt(Posted::consumed).sum();
    int taken = reserved + consumed;
    LocalDate today = LocalDate.ofInstant(asOf, SWEDEN);
    Optional<Integer> left = VolumeRules.left(asset.cap(), taken);
    List<ForecastRules.Day> days =
        posted.stream()
            .map(one -> new ForecastRules.Day(one.day(), one.reserved() + one.consumed()))
            .toList();
    LocalDate since =
        days.stream().map(ForecastRules.Day::date).min(LocalDate::compareTo).orElse(today);
    return new VolumeStatus(
        contractId,
        asset.key().serviceId(),
        asset.key().vardtjanst(),
        asset.cap(),
        asset.unit(),
        reserved,
        consumed,
        left,
        asset.cap().map(cap -> Math.max(0, taken - cap)).orElse(0),
        VolumeRules.state(asset.cap(), taken, asset.lowered(), asset.stops()),
        regions(posted, caps),
        months(days, since, today, asset.cap()),
        ForecastRules.forecast(days, since, today, left, asset.lastDay()),
        asOf,
        sealed.number(),
        sealed.hash());
  }

  private static List<VolumeStatus.Region> regions(List<Posted> posted, Map<String, Integer> caps) {
    Map<String, int[]> sums = new TreeMap<>();
    caps.keySet().forEach(region -> sums.put(region, new int[2]));
    for (Posted one : posted) {
      int[] sum = sums.computeIfAbsent(one.region(), region -> new int[2]);
      sum[0] += one.reserved();
      sum[1] += one.consumed();
    }
    return sums.entrySet().stream()
        .map(
            entry ->
                new VolumeStatus.Region(
                    entry.getKey(),
                    Optional.ofNullable(caps.get(entry.getKey())),
                    entry.getValue()[0],
                    entry.getValue()[1]))
        .toList();
  }

  private static List<VolumeStatus.Month> months(
      List<ForecastRules.Day> days, LocalDate since, LocalDate today, Optional<Integer> cap) {
    if (days.isEmpty()) {
      return List.of();
    }
    Map<YearMonth, Integer> taken =
        days.stream()
            .collect(
                Collectors.groupingBy(
                    day -> YearMonth.from(day.date()),
                    TreeMap::new,
                    Collectors.summingInt(ForecastRules.Day::places)));
    List<VolumeStatus.Month> months = new java.util.ArrayList<>();
    int sum = 0;
    for (YearMonth month = YearMonth.from(since);
        !month.isAfter(YearMonth.from(today));
        month = month.plusMonths(1)) {
      int now = taken.getOrDefault(month, 0);
      sum += now;
      months.add(new VolumeStatus.Month(month, now, VolumeRules.left(cap, sum)));
    }
    return months;
  }

  private List<Asset> assets(String contractId) {
    return sql.sql(
            """
            select v.service_id, v.vardtjanst, v.cap, v.unit, v.cap_reason is not null as lowered,
                   v.on_reached = 'stop' as stops, g.valid_to
              from vf.volume v left join vf.agreement g using (contract_id)
             where v.contract_id = :id
               and exists (select 1 from vf.agreement_term t
                            where t.contract_id = v.contract_id and t.service_id = v.service_id
                              and t.counter = v.vardtjanst)
             order by v.service_id, v.vardtjanst
            """)
        .param("id", contractId)
        .query((rows, n) -> asset(rows))
        .list();
  }

  private List<Posted> posted(String contractId, Instant asOf) {
    return sql.sql(
            """
            select service_id, vardtjanst, region, cast(at at time zone 'Europe/Stockholm' as date) as day,
                   sum(case when kind = 'reserve' then quantity when kind = 'release' then -quantity
                            when kind = 'consume' and not late then -quantity else 0 end) as reserved,
                   sum(case when kind in ('consume', 'adjust') then quantity else 0 end) as consumed
              from vf.volume_entry where contract_id = :id and at <= :asOf
             group by service_id, vardtjanst, region, day
            """)
        .param("id", contractId)
        .param("asOf", Timestamp.from(asOf))
        .query(
            (rows, n) ->
                new Posted(
                    Key.of(rows),
                    rows.getString("region"),
                    rows.getDate("day").toLocalDate(),
                    rows.getInt("reserved"),
                    rows.getInt("consumed")))
        .list();
  }

  private List<Sealed> sealed(String contractId, Instant asOf) {
    return sql.sql(
            """
            select distinct on (service_id, vardtjanst) service_id, vardtjanst, number, hash from vf.volume_entry
             where contract_id = :id and at <= :asOf order by service_id, vardtjanst, number desc, id desc
            """)
        .param("id", contractId)
        .param("asOf", Timestamp.from(asOf))
        .query(
            (rows, n) ->
                new Sealed(
                    Key.of(rows),
                    rows.getInt("number"),
                    HexFormat.of().formatHex(rows.getBytes("hash"))))
        .list();
  }

  private Map<Key, Map<String, Integer>> regionCaps(String contractId) {
    Map<Key, Map<String, Integer>> caps = new HashMap<>();
    sql.sql(
            """
            select service_id, vardtjanst, region, cap from vf.volume_share
             where contract_id = :id and cap is not null
            """)
        .param("id", contractId)
        .query(
            rows -> {
              caps.computeIfAbsent(Key.of(rows), counter -> new TreeMap<>())
                  .put(rows.getString("region"), rows.getInt("cap"));
            });
    return caps;
  }

  private static Asset asset(ResultSet row) throws SQLException {
    int cap = row.getInt("cap");
    boolean capped = !row.wasNull();
    java.sql.Date end = row.getDate("valid_to");
    return new Asset(
        Key.of(row),
        capped ? Optional.of(cap) : Optional.empty(),
        row.getString("unit"),
        row.getBoolean("lowered"),
        row.getBoolean("stops"),
        Optional.ofNullable(end).map(java.sql.Date::toLocalDate));
  }
}
