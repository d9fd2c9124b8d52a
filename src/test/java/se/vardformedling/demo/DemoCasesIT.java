package se.vardformedling.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.demo.DemoCases.Story;
import se.vardformedling.demo.DemoCases.Until;

/** The demo's cases come as far as they are to. */
@NodeIT
class DemoCasesIT {
  @LocalServerPort int port;
  @Autowired JdbcClient sql;

  @Test
  void a_case_is_carried_to_its_place() throws IOException, InterruptedException {
    carry(Until.OFFERED, 81, "patient-offered");
    carry(Until.FOLLOWED_UP, 75, "followed-up");
  }

  private void carry(Until until, int days, String state) throws IOException, InterruptedException {
    Story story =
        DemoCases.STORIES.stream().filter(one -> one.until() == until).findFirst().orElseThrow();
    assertThat(story.days()).isEqualTo(days);
    List<String> before = cases();

    new DemoJourney("http://127.0.0.1:" + port, LocalDate.now(ZoneId.of("Europe/Stockholm")))
        .carry(story);

    assertThat(
            sql.sql(
                    "select state from vf.case_task where kind = 'broker-case' and case_id <> all(:before)")
                .param("before", before.toArray(String[]::new))
                .query(String.class)
                .list())
        .containsExactly(state);
  }

  private List<String> cases() {
    return sql.sql("select case_id from vf.case_file").query(String.class).list();
  }
}
