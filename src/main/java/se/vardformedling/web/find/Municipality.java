package se.vardformedling.web.find;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A municipality one may travel from; the residence town comes first in its region. */
public record Municipality(String code, String name) {
  static final List<Municipality> ALL = read();

  static Optional<Municipality> of(String code) {
    return ALL.stream().filter(m -> m.code.equals(code)).findFirst();
  }

  /** Those of a region, by länskod. */
  static List<Municipality> in(String county) {
    return ALL.stream().filter(m -> m.code.startsWith(county)).toList();
  }

  private static List<Municipality> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Municipality.class.getResourceAsStream("/web/municipalities.csv")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> line.split(",", 2))
          .map(parts -> new Municipality(parts[0], parts[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
