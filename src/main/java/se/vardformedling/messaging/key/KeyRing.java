package se.vardformedling.messaging.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.messaging.sdk.Identity;

/**
 * The node's keys and whom it trusts, as the files now are: a changed file is read at its next use,
 * and one that cannot be read leaves what was.
 */
public final class KeyRing {
  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

  /** What a certificate is for, and when it ends. */
  public record Ending(String use, String subject, Instant at) {}

  private record Read<T>(FileTime changed, long size, T value) {}

  private interface Reader<T> {
    T read(Path file) throws IOException, GeneralSecurityException;
  }

  private final KeySettings settings;
  private final char[] password;
  private final Map<String, Read<?>> read = new HashMap<>();

  public KeyRing(KeySettings settings) {
    this.settings = settings;
    this.password = settings.password().toCharArray();
    if (settings.revocationLists().isEmpty()) {
      log.warn(
          "No revocation lists are set (vf.sdk.keys.revocation-lists): revoked certificates are"
              + " taken");
    }
  }

  /** Everything that messages may be encrypted to, what is valid longest first. */
  public List<Identity> organisation() {
    return identities(settings.organisation());
  }

  /** What messages are signed with then. */
  public Identity signing(Instant now) {
    return current(identities(settings.organisation()), now);
  }

  public Identity accessPoint(Instant now) {
    return current(identities(settings.accessPoint()), now);
  }

  /** The one that is valid longest of those that have begun: a coming one lies there in advance. */
  private static Identity current(List<Identity> identities, Instant now) {
    return identities.stream()
        .filter(identity -> !identity.certificate().getNotBefore().toInstant().isAfter(now))
        .findFirst()
        .orElseGet(() -> identities.get(0));
  }

  public KeyStore accessPointStore() {
    return current(settings.accessPoint(), "store", file -> KeyFiles.store(file, password));
  }

  public KeyStore tlsStore() {
    return current(settings.tls(), "store", file -> KeyFiles.store(file, password));
  }

  public String password() {
    return settings.password();
  }

  public Trust organisations() {
    return trust(settings.organisationAuthorities());
  }

  public Trust accessPoints() {
    return trust(settings.accessPointAuthorities());
  }

  public Trust tlsPeers() {
    return trust(settings.tlsAuthorities());
  }

  /** Certificates, ours and authorities', that end before the warning time has passed. */
  public List<Ending> ending(Instant now) {
    Instant limit = now.plus(Duration.ofDays(settings.warnDays()));
    return Stream.concat(own(), authorities())
        .filter(ending -> ending.at().isBefore(limit))
        .toList();
  }

  /**
   * Revocation lists of whose time less than a quarter is left: without a new one nobody is let in.
   */
  public List<Ending> outdated(Instant now) {
    return revocations().stream()
        .filter(X509CRL.class::isInstance)
        .map(X509CRL.class::cast)
        .filter(list -> list.getNextUpdate() != null)
        .filter(list -> now.isAfter(late(list)))
        .map(
            list ->
                new Ending(
                    "revocation-list",
                    list.getIssuerX500Principal().getName(),
                    list.getNextUpdate().toInstant()))
        .toList();
  }

  private static Instant late(X509CRL list) {
    Instant end = list.getNextUpdate().toInstant();
    return end.minus(Duration.between(list.getThisUpdate().toInstant(), end).dividedBy(4));
  }

  private Stream<Ending> own() {
    return Stream.of(
            new String[] {"organisation", settings.organisation()},
            new String[] {"access-point", settings.accessPoint()},
            new String[] {"tls", settings.tls()})
        .filter(use -> !use[1].isBlank())
        .map(use -> ending(use[0], identities(use[1]).get(0).certificate()));
  }

  private Stream<Ending> authorities() {
    return Stream.of(
            settings.organisationAuthorities(),
            settings.accessPointAuthorities(),
            settings.tlsAuthorities())
        .filter(file -> !file.isBlank())
        .flatMap(file -> authorities(file).stream())
        .distinct()
        .map(authority -> ending("authority", authority));
  }

  private static Ending ending(String use, X509Certificate certificate) {
    return new Ending(
        use,
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotAfter().toInstant());
  }

  private List<Identity> identities(String file) {
    return current(file, "identities", path -> KeyFiles.identities(path, password));
  }

  /** Trust in the authorities of another file, with the same revocation lists. */
  public Trust trust(String authorities) {
    return new Trust(authorities(authorities), revocations());
  }

  private List<X509Certificate> authorities(String file) {
    return current(file, "certificates", KeyFiles::certificates);
  }

  private List<CRL> revocations() {
    List<CRL> lists = new ArrayList<>();
    for (String list : settings.revocationLists()) {
      lists.addAll(current(list, "crl", KeyFiles::revocations));
    }
    return lists;
  }

  @SuppressWarnings("unchecked") // one kind is always read by the same reader
  private synchronized <T> T current(String name, String kind, Reader<T> reader) {
    Path file = Path.of(name);
    String key = kind + " " + name;
    Read<T> before = (Read<T>) read.get(key);
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      if (before != null && before.changed.equals(changed) && before.size == size) {
        return before.value;
      }
      T value = reader.read(file);
      read.put(key, new Read<>(changed, size, value));
      return value;
    } catch (IOException | GeneralSecurityException e) {
      if (before == null) {
        throw new UnusableKeysException(name, e);
      }
      log.error("{} cannot be read; what was read before stays in use", name, e);
      return before.value;
    }
  }
}
