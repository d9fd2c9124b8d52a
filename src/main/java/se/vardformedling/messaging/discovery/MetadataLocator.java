package se.vardformedling.messaging.discovery;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/**
 * Where a participant's metadata is published: at one address for all, or where the federation's
 * zone says (OASIS BDXL 1.0, section 2, as eDelivery profiles it: U-NAPTR records of the service
 * {@code Meta:SMP} under the digest of the participant's id). What is published there is signed;
 * the name server is believed in nothing but where to ask.
 */
final class MetadataLocator {
  private static final String SERVICE = "Meta:SMP";

  /** The only patterns the profile has: whatever was asked for becomes the address. */
  private static final List<String> ANYTHING = List.of(".*", "^.*$");

  private final SmpSettings settings;
  private final String scheme;

  /**
   * @param scheme of participants, such as {@code iso6523-actorid-upis}
   */
  MetadataLocator(SmpSettings settings, String scheme) {
    this.settings = settings;
    this.scheme = scheme;
  }

  /**
   * The publisher's base address; nothing if the federation does not know the participant.
   *
   * @throws Directory.UnavailableException the name server does not answer
   */
  Optional<URI> of(String participant) throws Directory.UnavailableException {
    if (settings.zone().isBlank()) {
      return Optional.of(URI.create(settings.address()));
    }
    return records(name(participant)).stream()
        .filter(record -> record.getService().equalsIgnoreCase(SERVICE))
        .filter(record -> record.getFlags().equalsIgnoreCase("U"))
        .min(Comparator.comparing(NAPTRRecord::getOrder).thenComparing(NAPTRRecord::getPreference))
        .flatMap(record -> address(record.getRegexp()));
  }

  /** The name to ask for, without a dot at its end. */
  String name(String participant) {
    byte[] digest = sha256(participant.toLowerCase(Locale.ROOT));
    return new base32(base32.Alphabet.BASE32, false, false).toString(digest)
        + "."
        + scheme
        + "."
        + settings.zone();
  }

  /** What a record's expression, such as {@code !.*!https://smp.example!}, leads to. */
  static Optional<URI> address(String expression) {
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    String delimiter = expression.substring(0, 1);
    String[] parts = expression.split(Pattern.quote(delimiter), -1);
    return parts.length == 4 && ANYTHING.contains(parts[1])
        ? Optional.of(parts[2]).filter(MetadataLocator::safe).map(URI::create)
        : Optional.empty();
  }

  /** Over TLS, or within this machine. */
  private static boolean safe(String address) {
    return address.matches(
        "https://[\\w.:-]+(/[\\w./-]*)?|http://127\\.0\\.0\\.1(:\\d+)?(/[\\w./-]*)?");
  }

  private List<NAPTRRecord> records(String name) throws Directory.UnavailableException {
    try {
      Lookup lookup = new Lookup(name + ".", Type.NAPTR);
      lookup.setCache(null);
      if (!settings.nameServer().isBlank()) {
        lookup.setResolver(resolver());
      }
      lookup.run();
      return switch (lookup.getResult()) {
        case Lookup.SUCCESSFUL ->
            Arrays.stream(lookup.getAnswers()).map(NAPTRRecord.class::cast).toList();
        case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
        default -> throw new Directory.UnavailableException("The name server does not answer");
      };
    } catch (TextParseException | UnknownHostException e) {
      throw new Directory.UnavailableException("The name server cannot be asked");
    }
  }

  private SimpleResolver resolver() throws UnknownHostException {
    String[] parts = settings.nameServer().split(":", 2);
    SimpleResolver resolver =
        new SimpleResolver(
            new InetSocketAddress(parts[0], parts.length == 2 ? Integer.parseInt(parts[1]) : 53));
    resolver.setTimeout(settings.answerWithin());
    return resolver;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
