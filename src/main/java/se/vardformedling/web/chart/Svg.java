package se.vardformedling.web.chart;

import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** Writes SVG. Every text and every attribute is escaped here, so no caller can forget it. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /**
   * Begins a picture that is read out as one image.
   *
   * @param title what the picture is, in a sentence
   */
  static Svg picture(String kind, double width, double height, String title) {
    Svg svg = new Svg();
    svg.out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart--"
            + escaped(kind)
            + "\" viewBox=\"0 0 "
            + number(width)
            + " "
            + number(height)
            + "\" role=\"img\" aria-label=\""
            + escaped(title)
            + "\">");
    return svg;
  }

  /** Begins a picture whose parts are links, and therefore are read one by one. */
  static Svg group(String kind, String viewBox, String title) {
    Svg svg = new Svg();
    svg.out.append("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    svg.attribute("class", "chart chart--" + kind).attribute("viewBox", viewBox);
    svg.attribute("role", "group").attribute("aria-label", title).out.append('>');
    return svg;
  }

  /** An element without content; names and values in turn, numbers with at most two decimals. */
  Svg draw(String element, Object... attributes) {
    out.append('<').append(element);
    attributes(attributes);
    out.append("/>");
    return this;
  }

  Svg open(String element, Object... attributes) {
    out.append('<').append(element);
    attributes(attributes);
    out.append('>');
    return this;
  }

  Svg close(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  Svg text(String words, Object... attributes) {
    open("text", attributes);
    out.append(escaped(words));
    return close("text");
  }

  Svg title(String words) {
    out.append("<title>").append(escaped(words)).append("</title>");
    return this;
  }

  String end() {
    return out.append("</svg>").toString();
  }

  /** As XML has it, which knows no names for letters. */
  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private void attributes(Object... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      attribute(
          String.valueOf(pairs[i]),
          value instanceof Number n ? number(n.doubleValue()) : String.valueOf(value));
    }
  }

  private Svg attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    return this;
  }
}
