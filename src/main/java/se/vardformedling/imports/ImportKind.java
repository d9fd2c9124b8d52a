package se.vardformedling.imports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file is about. */
public enum ImportKind {
  KATALOG,
  AVTAL,
  VANTETIDER;

  /** As users write it; {@code väntetider} too. */
  public static Optional<ImportKind> of(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT).replace("ä", "a");
    return Arrays.stream(values()).filter(kind -> kind.code().equals(plain)).findFirst();
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
