package se.vardformedling.web.leaflet;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The leaflet in one language for one region.
 *
 * @param region the region's name; empty for the version that is the same for all
 * @param large in large print
 */
public record Leaflet(Variant variant, Optional<String> region, boolean large) {
  /** Rises with the text. */
  private static final String VERSION = "1";

  private static final String REVIEW = "2027-06-30";

  /** The versions of the text there are. */
  public enum Variant {
    SWEDISH("sv", "sv", "Svenska"),
    PLAIN("latt", "sv", "Lätt svenska"),
    ENGLISH("en", "en", "English");

    private final String code;
    private final String language;
    private final String ownName;
    private final Map<String, String> texts;

    Variant(String code, String language, String ownName) {
      this.code = code;
      this.language = language;
      this.ownName = ownName;
      this.texts = read(code);
    }

    public String code() {
      return code;
    }

    public String language() {
      return language;
    }

    /** What it is called by those who read it. */
    public String ownName() {
      return ownName;
    }

    Map<String, String> texts() {
      return texts;
    }

    /** Swedish when the code is none of ours. */
    public static Variant of(String code) {
      return Arrays.stream(values()).filter(v -> v.code.equals(code)).findFirst().orElse(SWEDISH);
    }

    private static Map<String, String> read(String code) {
      String file = "/i18n/leaflet_" + code + ".properties";
      try (InputStream in = Leaflet.class.getResourceAsStream(file);
          Reader reader =
              new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8)) {
        Properties found = new Properties();
        found.load(reader);
        Map<String, String> texts = new TreeMap<>();
        found.stringPropertyNames().forEach(key -> texts.put(key, found.getProperty(key)));
        return texts;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public String language() {
    return variant.language;
  }

  public Variant[] versions() {
    return Variant.values();
  }

  /** The text of a part, with the region's name in it. */
  public String text(String key) {
    return MessageFormat.format(said(key), region.orElseGet(() -> said("region.any")));
  }

  public String about() {
    return MessageFormat.format(said("about"), VERSION, REVIEW);
  }

  private String said(String key) {
    return Objects.requireNonNull(variant.texts.get(key), key);
  }
}
