package se.vardformedling.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryRulesTest {
  private static final List<String> ALLOWED =
      List.of(
          "https://journal.example",
          "https://other.example:8443",
          "private+https://inside.example",
          "http://127.0.0.1:*");

  @Test
  void a_turn_is_twenty_notifications_or_five_seconds_and_never_none() {
    assertThat(DeliveryRules.enough(0, Duration.ofMinutes(1))).isFalse();
    assertThat(DeliveryRules.enough(1, Duration.ofMillis(4999))).isFalse();
    assertThat(DeliveryRules.enough(1, Duration.ofSeconds(5))).isTrue();
    assertThat(DeliveryRules.enough(19, Duration.ZERO)).isFalse();
    assertThat(DeliveryRules.enough(20, Duration.ZERO)).isTrue();
  }

  @Test
  void a_system_is_told_for_a_year_and_a_person_for_a_month() {
    Instant now = Instant.parse("2026-11-26T08:00:00Z");

    assertThat(DeliveryRules.latestEnd(true, now)).isEqualTo("2027-11-27T08:00:00Z");
    assertThat(DeliveryRules.latestEnd(false, now)).isEqualTo("2026-12-27T08:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://journal.example/vf",
        "https://journal.example:443/vf?a=b",
        "https://JOURNAL.example/",
        "https://other.example:8443/x",
        "http://127.0.0.1:8123/hook"
      })
  void what_the_operator_allows_may_be_told(String endpoint) {
    assertThat(DeliveryRules.objection(endpoint, ALLOWED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://journal.example/vf",
        "https://journal.example:8443/vf",
        "https://journal.example.evil.example/",
        "https://evil.example/https://journal.example",
        "https://journal.example@evil.example/",
        "https://user:secret@journal.example/",
        "https://journal.example/#x",
        "https://other.example/",
        "file:///etc/passwd",
        "ftp://journal.example/",
        "//journal.example/",
        "https:///x",
        "http://127.0.0.2:8123/hook",
        "http://[::1]:8123/hook",
        "http://127.0.0.1:0/hook",
        "http://127.0.0.1:99999/hook",
        "not an address",
        ""
      })
  void nothing_else_is(String endpoint) {
    assertThat(DeliveryRules.objection(endpoint, ALLOWED)).isPresent();
    assertThat(DeliveryRules.objection(endpoint, List.of())).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "10.1.2.3, true",
    "172.16.0.1, true",
    "192.168.1.1, true",
    "169.254.169.254, true",
    "100.64.0.1, true",
    "0.0.0.0, true",
    "::1, true",
    "fe80::1, true",
    "fd00::1, true",
    "224.0.0.1, true",
    "::ffff:10.0.0.1, true",
    "192.0.2.1, false",
    "2001:db8::1, false",
    "100.128.0.1, false"
  })
  void a_private_address_is_known_in_every_notation(String address, boolean hidden)
      throws UnknownHostException {
    assertThat(DeliveryRules.isPrivate(InetAddress.getByName(address))).isEqualTo(hidden);
  }

  @Test
  void a_name_may_stand_for_a_private_address_only_if_the_operator_says_so() {
    assertThat(DeliveryRules.mayBePrivate(URI.create("https://journal.example/"), ALLOWED))
        .isFalse();
    assertThat(DeliveryRules.mayBePrivate(URI.create("https://inside.example/"), ALLOWED)).isTrue();
    assertThat(DeliveryRules.mayBePrivate(URI.create("http://127.0.0.1:1/"), ALLOWED)).isTrue();
  }

  @Test
  void it_is_tried_again_ever_more_seldom_and_given_up_after_ten() {
    Duration first = Duration.ofSeconds(10);
    assertThat(DeliveryRules.wait(1, first)).isEqualTo(first);
    assertThat(DeliveryRules.wait(2, first)).isEqualTo(Duration.ofSeconds(30));
    assertThat(DeliveryRules.wait(4, first)).isEqualTo(Duration.ofSeconds(270));
    assertThat(DeliveryRules.wait(9, first)).isEqualTo(Duration.ofHours(1));
    assertThat(DeliveryRules.status(2)).isEqualTo("active");
    assertThat(DeliveryRules.status(3)).isEqualTo("error");
    assertThat(DeliveryRules.status(9)).isEqualTo("error");
    assertThat(DeliveryRules.status(10)).isEqualTo("off");
  }
}
