package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Browser;
import se.vardformedling.fhir.Backups;
import se.vardformedling.fhir.Backups.What;

/** What anybody who is signed in learns of how the node is. */
@NodeIT
class StatusPageIT {
  @LocalServerPort int port;
  @Autowired Backups backups;
  @Autowired JdbcClient sql;

  @BeforeEach
  @AfterEach
  void forget() {
    sql.sql("delete from vf.backup").update();
  }

  @Test
  void the_last_backup_is_told_with_its_age_and_that_none_is_known_with_what_to_do() {
    Browser browser = Browser.as(port, "broker-dalarna");
    Instant now = Instant.now();

    assertThat(status(browser))
        .contains("Ingen säkerhetskopia känd", "backup copied", "Aldrig, vad noden vet")
        .containsPattern("Diskutrymme</dt><dd>.*\\d GB ledigt av ")
        .containsPattern("Svenskt perioperativt register</dt><dd>Läst \\d{4}-.*, gäller \\d{4}-");

    backups.tell(What.COPIED, now.minus(Duration.ofMinutes(30 * 60 + 5)));
    assertThat(status(browser))
        .contains("för 30 timmar sedan", "Äldre än ett dygn")
        .doesNotContain("Ingen säkerhetskopia känd");

    backups.tell(What.COPIED, now.minus(Duration.ofMinutes(2 * 60 + 5)));
    backups.tell(What.RESTORED, Instant.parse("2026-11-02T09:30:00Z"));
    assertThat(status(browser))
        .contains("för 2 timmar sedan", "2026-11-02 10:30:00")
        .doesNotContain("Äldre än ett dygn", "Aldrig, vad noden vet");
  }

  @Test
  void what_is_yet_to_come_is_not_believed() {
    assertThat(backups.tell(What.COPIED, Instant.now().plus(Duration.ofHours(1)))).isFalse();
    assertThat(backups.last(What.COPIED)).isEmpty();
  }

  private static String status(Browser browser) {
    return browser.open("/app/status").body();
  }
}
