package se.vardformedling.messaging.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.vardformedling.messaging.sdk.Identity;

class KeyRingTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  @TempDir private Path folder;

  @Test
  void a_changed_file_is_in_use_without_a_restart_and_a_broken_one_is_not() throws Exception {
    TestAuthority authority = TestAuthority.named("Test", NOW, 2048);
    Path file = folder.resolve("organisation.p12");
    Identity first = authority.issue("first", "a.example", NOW, Duration.ofDays(5));
    KeyPairs.pkcs12(file, first, "secret");
    KeyRing ring = new KeyRing(settings(file.toString(), "", List.of()));
    assertThat(ring.organisation().get(0).certificate()).isEqualTo(first.certificate());

    Identity second = authority.issue("second", "a.example", NOW, Duration.ofDays(50));
    KeyPairs.pkcs12(file, second, "secret");
    Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(10)));
    assertThat(ring.organisation().get(0).certificate()).isEqualTo(second.certificate());

    Files.writeString(file, "half written");
    assertThat(ring.organisation().get(0).certificate()).isEqualTo(second.certificate());
  }

  @Test
  void pem_is_taken_as_well() throws Exception {
    TestAuthority authority = TestAuthority.named("Test", NOW, 2048);
    Identity identity = authority.issue("pem", "a.example", NOW, Duration.ofDays(5));
    Path file = folder.resolve("organisation.pem");
    KeyPairs.pem(file, identity);

    Identity read = new KeyRing(settings(file.toString(), "", List.of())).organisation().get(0);

    assertThat(read).isEqualTo(identity);
  }

  @Test
  void a_file_that_is_not_there_stops_the_start_with_what_to_do() {
    KeyRing ring = new KeyRing(settings(folder.resolve("none.p12").toString(), "", List.of()));
    assertThatThrownBy(ring::organisation).hasMessageContaining("keys demo");
  }

  @Test
  void a_certificate_that_ends_soon_is_told_of() throws Exception {
    TestAuthority authority = TestAuthority.named("Test", NOW, 2048);
    Path file = folder.resolve("organisation.p12");
    KeyPairs.pkcs12(file, authority.issue("x", "a.example", NOW, Duration.ofDays(31)), "secret");
    KeyRing ring = new KeyRing(settings(file.toString(), "", List.of()));

    assertThat(ring.ending(NOW)).isEmpty();
    assertThat(ring.ending(NOW.plus(Duration.ofDays(2))))
        .singleElement()
        .satisfies(ending -> assertThat(ending.use()).isEqualTo("organisation"));
  }

  @Test
  void a_revocation_list_that_is_soon_out_of_date_and_an_authority_that_ends_are_told_of()
      throws Exception {
    TestAuthority authority = TestAuthority.named("Test", NOW, 2048);
    Path authorities = folder.resolve("authorities.pem");
    Files.write(authorities, authority.certificate().getEncoded());
    Path list = folder.resolve("revoked.crl");
    Files.write(list, authority.revoking(List.of(), NOW).getEncoded());
    KeyRing ring = new KeyRing(settings("", authorities.toString(), List.of(list.toString())));
    Instant end = authority.certificate().getNotAfter().toInstant();

    assertThat(ring.outdated(NOW.plus(Duration.ofDays(270)))).isEmpty();
    assertThat(ring.outdated(NOW.plus(Duration.ofDays(280))))
        .containsExactly(
            new KeyRing.Ending(
                "revocation-list",
                authority.certificate().getSubjectX500Principal().getName(),
                NOW.plus(Duration.ofDays(365))));
    assertThat(ring.ending(end.minus(Duration.ofDays(32)))).isEmpty();
    assertThat(ring.ending(end.minus(Duration.ofDays(28))))
        .extracting(KeyRing.Ending::use)
        .containsExactly("authority");
  }

  @Test
  void expired_not_yet_valid_foreign_and_revoked_certificates_are_not_taken() throws Exception {
    TestAuthority authority = TestAuthority.named("Test", NOW, 2048);
    X509Certificate good =
        authority.issue("good", "a.example", NOW, Duration.ofDays(5)).certificate();
    X509Certificate foreign =
        TestAuthority.named("Test", NOW, 2048)
            .issue("good", "a.example", NOW, Duration.ofDays(5))
            .certificate();
    Trust trust = new Trust(List.of(authority.certificate()), List.of());
    Trust revoking =
        new Trust(
            List.of(authority.certificate()), List.of(authority.revoking(List.of(good), NOW)));

    assertThat(trust.takes(good, NOW.plusSeconds(1))).isTrue();
    assertThat(trust.takes(good, NOW.minusSeconds(61))).isFalse();
    assertThat(trust.takes(good, NOW.plus(Duration.ofDays(6)))).isFalse();
    assertThat(trust.takes(foreign, NOW.plusSeconds(1))).isFalse();
    assertThat(revoking.takes(good, NOW.plusSeconds(1))).isFalse();
    assertThat(new Trust(List.of(), List.of()).takes(good, NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void an_emptied_revocation_list_does_not_take_back_what_was_revoked() throws Exception {
    TestAuthority authority = TestAuthority.named("Test", NOW, 2048);
    X509Certificate bad =
        authority.issue("bad", "a.example", NOW, Duration.ofDays(5)).certificate();
    Path authorities = folder.resolve("authorities.pem");
    Files.write(authorities, authority.certificate().getEncoded());
    Path list = folder.resolve("revoked.crl");
    Files.write(list, authority.revoking(List.of(bad), NOW).getEncoded());
    KeyRing ring = new KeyRing(settings("", authorities.toString(), List.of(list.toString())));
    assertThat(ring.organisations().takes(bad, NOW.plusSeconds(1))).isFalse();

    Files.writeString(list, "");
    Files.setLastModifiedTime(list, FileTime.from(NOW.plusSeconds(10)));

    assertThat(ring.organisations().takes(bad, NOW.plusSeconds(1))).isFalse();
    assertThatThrownBy(
            () ->
                new KeyRing(settings("", authorities.toString(), List.of(list.toString())))
                    .organisations())
        .isInstanceOf(UnusableKeysException.class);
  }

  @Test
  void a_coming_certificate_does_not_sign_before_it_is_valid() throws Exception {
    TestAuthority authority = TestAuthority.named("Test", NOW, 2048);
    Identity now = authority.issue("now", "a.example", NOW, Duration.ofDays(5));
    Identity coming =
        authority.issue("coming", "a.example", NOW.plus(Duration.ofDays(4)), Duration.ofDays(50));
    Path file = folder.resolve("organisation.p12");
    KeyStore both = KeyStore.getInstance("PKCS12");
    both.load(null, null);
    for (Identity one : List.of(now, coming)) {
      both.setKeyEntry(
          one == now ? "now" : "coming",
          one.key(),
          "secret".toCharArray(),
          new Certificate[] {one.certificate()});
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      both.store(out, "secret".toCharArray());
    }
    KeyRing ring = new KeyRing(settings(file.toString(), "", List.of()));

    assertThat(ring.signing(NOW.plusSeconds(1)).certificate()).isEqualTo(now.certificate());
    assertThat(ring.signing(NOW.plus(Duration.ofDays(4))).certificate())
        .isEqualTo(coming.certificate());
    assertThat(ring.organisation()).containsExactly(coming, now);
  }

  private static KeySettings settings(String organisation, String authorities, List<String> lists) {
    return new KeySettings(
        organisation, "", "", "secret", authorities, authorities, authorities, lists, 30);
  }
}
