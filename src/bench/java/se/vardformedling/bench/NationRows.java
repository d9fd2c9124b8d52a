package se.vardformedling.bench;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import se.vardformedling.bench.Nation.Agreement;
import se.vardformedling.bench.Nation.Service;
import se.vardformedling.bench.Nation.Unit;
import se.vardformedling.bench.Nation.Wait;

/** The made-up country straight into the read model, for sizes that are too slow to write as FHIR. */
final class NationRows {
  private static final int CHUNK = 500;
  private final JdbcTemplate sql;
  private final LocalDate today;

  NationRows(JdbcTemplate sql, LocalDate today) {
    this.sql = sql;
    this.today = today;
  }

  /** All of the nation that is not there already. */
  void fill(Nation nation) {
    pieces(nation)
        .forEach(
            units -> {
              List<Service> services =
                  units.stream().flatMap(u -> nation.servicesOf(u).stream()).toList();
              units(units);
              offers(services);
              agreements(units.stream().flatMap(nation::agreementOf).toList());
              waits(services.stream().flatMap(nation::waitsOf).toList());
            });
    Upkeep.statistics(sql);
  }

  /**
   * So many places used of every counter that has no entries yet, a piece of the agreements at a
   * time: each is posted by the ledger's own rules, and all of them take longer than a statement may.
   */
  void use(Nation nation, int entries, Instant now) {
    pieces(nation)
        .forEach(
            units ->
                sql.update(
                    """
                    insert into vf.volume_entry (contract_id, service_id, region, kind, quantity, actor, reason,
                                                 idempotency_key, at)
                    select v.contract_id, v.service_id, (array['01', '12', '14', '20'])[n % 4 + 1], 'adjust', 1,
                           'bench', 'Mätning', v.contract_id || '/' || v.service_id || '/' || n,
                           ?::timestamptz - n * interval '3 days'
                      from vf.volume v cross join generate_series(1, ?) n
                     where v.contract_id = any(?) and v.entries = 0
                     order by 1, 2, n desc
                    """,
                    Timestamp.from(now),
                    entries,
                    units.stream()
                        .flatMap(nation::agreementOf)
                        .map(Agreement::id)
                        .toArray(String[]::new)));
  }

  /** All units, some at a time, on every core: no two pieces have anything in common. */
  private static Stream<List<Unit>> pieces(Nation nation) {
    return IntStream.range(0, (nation.units() + CHUNK - 1) / CHUNK)
        .parallel()
        .mapToObj(
            piece ->
                IntStream.range(piece * CHUNK, Math.min(nation.units(), (piece + 1) * CHUNK))
                    .mapToObj(nation::unit)
                    .toList());
  }

  /** Another vårdtjänst that the first so many services offer as well. */
  void widen(String vardtjanst, int providers, Nation nation) {
    sql.update("delete from vf.offer where vardtjanst = ?", vardtjanst);
    sql.batchUpdate(
        OFFER,
        IntStream.range(0, providers)
            .mapToObj(nation::service)
            .map(s -> offer(s, vardtjanst))
            .toList());
    Upkeep.statistics(sql);
  }

  private static final String OFFER =
      """
      insert into vf.offer (service_id, vardtjanst, version, name, unit_id, location_id, active, acceptance, capacity)
      values (?, ?, 1, ?, ?, ?, true, '[{"criterion":"age","low":18,"high":95,"allowed":[]}]'::jsonb, ?)
      on conflict do nothing
      """;

  private void units(List<Unit> units) {
    sql.batchUpdate(
        "insert into vf.party (organization_id, name, hsa_id) values (?, ?, ?) on conflict do nothing",
        units.stream()
            .map(
                u ->
                    row(
                        u.id(),
                        "Mätenhet " + u.number(),
                        "TSTNMT2321000156-M%05d".formatted(u.number())))
            .toList());
    sql.batchUpdate(
        "insert into vf.place (location_id, name, latitude, longitude) values (?, ?, ?, ?) on conflict do nothing",
        units.stream()
            .map(u -> row(u.place(), "Mätenhet " + u.number(), u.lat(), u.lon()))
            .toList());
  }

  private void offers(List<Service> services) {
    sql.batchUpdate(OFFER, services.stream().map(s -> offer(s, s.vardtjanst())).toList());
  }

  private static Object[] offer(Service s, String vardtjanst) {
    return row(s.id(), vardtjanst, s.id(), s.unit().id(), s.unit().place(), s.capacity());
  }

  private void agreements(List<Agreement> agreements) {
    List<Object[]> terms = new ArrayList<>();
    List<Object[]> volumes = new ArrayList<>();
    for (Agreement a : agreements) {
      for (Service s : a.services()) {
        terms.add(
            row(
                a.id(),
                s.id(),
                s.vardtjanst(),
                "region-" + a.unit().county(),
                a.scope(),
                Date.valueOf(today.minusYears(1)),
                Date.valueOf(today.plusYears(2))));
        volumes.add(row(a.id(), s.id()));
      }
    }
    sql.batchUpdate(
        """
        insert into vf.agreement_term (contract_id, service_id, vardtjanst, status, commissioner_id, entitled_ids, scope,
                                       valid_from, valid_to, price_model, price_ore, cap)
        values (?, ?, ?, 'executed', ?, '{}', ?, ?, ?, 'fixed-price', 2000000, 100) on conflict do nothing
        """,
        terms);
    sql.batchUpdate(
        "insert into vf.volume (contract_id, service_id, cap) values (?, ?, 100) on conflict do nothing",
        volumes);
  }

  private void waits(List<Wait> waits) {
    Date end = Date.valueOf(today);
    Date start = Date.valueOf(today.minusDays(89));
    sql.update(
        """
        insert into vf.wait (report_id, metric, service_id, kind, value, n, period_start, period_end, as_of, source)
        select w.id, metric, w.service, w.kind, w.days, w.n, ?, ?, ?, 'demo'
          from unnest(?, ?, ?, ?, ?) w(id, service, kind, days, n) cross join unnest(?) metric
        on conflict do nothing
        """,
        start,
        end,
        end,
        texts(waits, Wait::id),
        texts(waits, w -> w.service().id()),
        texts(waits, Wait::kind),
        waits.stream().map(Wait::days).toArray(Integer[]::new),
        waits.stream().map(Wait::n).toArray(Integer[]::new),
        Nation.METRICS.toArray(String[]::new));
  }

  private static String[] texts(List<Wait> waits, Function<Wait, String> text) {
    return waits.stream().map(text).toArray(String[]::new);
  }

  private static Object[] row(Object... values) {
    return values;
  }
}
