package se.vardformedling.bench;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.fhir.FhirStore;

/**
 * Finding a provider at national scale, and at ten times it, beside the same question asked with
 * plain FHIR searches on the same server.
 */
@NodeIT
@Import(NationCodes.class)
class FindProviderBench {
  private static final int VARDTJANSTER = Integer.getInteger("bench.vardtjanster", Nation.ONE);
  private static final int COUNT = Integer.getInteger("bench.count", 1000);
  private static final int WARM_UP = Math.max(20, COUNT / 2);

  @LocalServerPort int port;
  @Autowired FhirStore store;
  @Autowired FhirContext fhir;
  @Autowired JdbcTemplate sql;
  @Autowired Clock clock;

  private final Report report = new Report("find-provider");

  @Test
  void finds_a_provider_twenty_times_faster_than_plain_searches_at_any_size() {
    Nation one = new Nation(VARDTJANSTER);
    new NationLoad(store, fhir, sql).write(one, LocalDate.now(clock), report);
    Api api = new Api(port);
    PlainFhir plain = new PlainFhir(api, fhir);
    Figures ours = report.add(Figures.measure("$find-provider 1x", WARM_UP, COUNT, n -> ask(api, n)));
    int few = Math.max(5, COUNT / 20);
    Figures baseline =
        report.add(Figures.measure("plain FHIR 1x", Math.max(5, few / 2), few, n -> plain.ask(code(n))));

    NationRows rows = new NationRows(sql, LocalDate.now(clock));
    rows.fill(new Nation(10 * VARDTJANSTER));
    Figures ten = report.add(Figures.measure("$find-provider 10x", WARM_UP / 4, COUNT, n -> ask(api, n)));
    widths(one, rows, api);

    report.atLeast("plain FHIR / $find-provider, p50", baseline.p50() / ours.p50(), 20);
    report.atMost("$find-provider 10x / 1x, p50", ten.p50() / ours.p50(), 2);
    report.finish();
  }

  private void widths(Nation one, NationRows rows, Api api) {
    for (int wished : List.of(400, 4000)) {
      String code = wished == 400 ? NationCodes.WIDE_400 : NationCodes.WIDE_4000;
      int providers = Math.min(wished, one.services());
      rows.widen(code, providers, one);
      report.add(
          Figures.measure(
              "$find-provider, " + providers + " providers",
              10,
              Math.max(20, COUNT / 10),
              n -> ask(api, code, n)));
    }
  }

  private static String code(int n) {
    return Nation.code(n * 7 % VARDTJANSTER);
  }

  private static void ask(Api api, int n) {
    ask(api, code(n), n);
  }

  private static void ask(Api api, String code, int n) {
    String path =
        String.format(
            Locale.ROOT,
            "/fhir/HealthcareService/$find-provider?code=%s&origin=%.2f,%.2f&originRegion=20",
            code,
            56.0 + n % 10,
            13.0 + n % 5);
    Api.Answer answer = api.get("broker-dalarna", path);
    if (answer.status() != 200 || !answer.body().contains("\"mode\":\"match\"")) {
      throw new AssertionError(path + " " + answer.status() + " " + answer.body());
    }
  }
}
