package se.vardformedling.web.find;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.util.HtmlUtils;
import se.vardformedling.web.Regions;

/** A municipality one may travel from; the residence town comes first in its region. */
public record Municipality(String code, String name) {
  static final List<Municipality> ALL = read();
  private static final String OPTIONS = allOptions();

  static Optional<Municipality> of(String code) {
    return ALL.stream().filter(m -> m.code.equals(code)).findFirst();
  }

  /** Those of a region, by länskod. */
  static List<Municipality> in(String county) {
    return ALL.stream().filter(m -> m.code.startsWith(county)).toList();
  }

  /** The options of a list to choose from, by region; as HTML, because they are hundreds. */
  static String options(String chosen) {
    String option = "<option value=\"" + chosen + "\"";
    return of(chosen).isEmpty() ? OPTIONS : OPTIONS.replace(option, option + " selected");
  }

  private static String allOptions() {
    StringBuilder html = new StringBuilder();
    Regions.all()
        .forEach(
            (county, region) -> {
              html.append("<optgroup label=\"").append(escaped(region)).append("\">");
              in(county).forEach(place -> html.append(place.option()));
              html.append("</optgroup>\n");
            });
    return html.toString();
  }

  private String option() {
    return "<option value=\"" + escaped(code) + "\">" + escaped(name) + "</option>";
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
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
