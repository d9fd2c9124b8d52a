package se.vardformedling.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

@NodeIT
class StrategiesIT {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final String INSERT =
      "insert into vf.strategy values ('balanced', '20', %d, '%s', true, %s, .1, .1, .1, .1, .1, .1, .1)";

  @LocalServerPort int port;
  @Autowired Strategies strategies;
  @Autowired JdbcClient sql;

  @ParameterizedTest
  @CsvSource({
    "balanced, .3, .2, .2, .06, .06",
    "shortest-wait, .5, .2, .2, .02, .02",
    "cost-aware, .2, .15, .15, .3, .05"
  })
  void the_countrys_strategies_weigh_as_agreed(
      String code, double wait, double guarantee, double distance, double price, double rest) {
    assertThat(strategies.of(code, "20", DAY))
        .contains(
            new Strategy(code, "SE", 1, wait, guarantee, distance, price, rest, rest, rest, rest));
  }

  @Test
  void a_regions_own_goes_before_the_countrys_from_its_day_and_the_newest_version_before_older() {
    sql.sql(INSERT.formatted(1, "2026-06-01", ".3")).update();
    sql.sql(INSERT.formatted(2, "2026-10-01", ".3")).update();
    try {
      assertThat(strategies.standard("20", DAY).name()).isEqualTo("balanced|20/2");
      assertThat(strategies.standard("20", LocalDate.of(2026, 9, 30)).name())
          .isEqualTo("balanced|20/1");
      assertThat(strategies.standard("20", LocalDate.of(2026, 5, 31)).name())
          .isEqualTo("balanced|1");
      assertThat(strategies.standard("23", DAY).name()).isEqualTo("balanced|1");
      assertThat(strategies.of("cost-aware", "20", DAY).orElseThrow().price())
          .isEqualTo(.3, within(1e-9));
      assertThat(
              new Api(port)
                  .get(
                      "broker-dalarna",
                      "/fhir/HealthcareService/$find-provider?code=knaprotes&origin=2062&originRegion=20")
                  .body())
          .contains(
              "\"url\":\"strategy\",\"valueString\":\"balanced|20/2\"", "Väntetid: ", "Wait: ");
    } finally {
      sql.sql("delete from vf.strategy where region = '20'").update();
    }
  }

  @Test
  void weights_that_do_not_sum_to_one_are_refused_by_the_database() {
    assertThatThrownBy(() -> sql.sql(INSERT.formatted(1, "2026-06-01", ".4")).update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }
}
