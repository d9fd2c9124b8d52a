package se.vardformedling.web.sheet;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address of a page with what was chosen on it: what one may send to a colleague. It holds
 * nothing about a patient, because no page takes anything about a patient in its address.
 */
public record Address(String path, Map<String, List<String>> parameters) {
  private static final int LONGEST = 80;

  /** Which of a page's tables is sorted or taken along; the first when it is not said. */
  private static final String TABLE = "tabell";

  public static Address of(String path, Map<String, String[]> given) {
    Map<String, List<String>> kept = new LinkedHashMap<>();
    given.forEach(
        (name, values) -> {
          List<String> said = Stream.of(values).filter(value -> !value.isBlank()).toList();
          if (!said.isEmpty() && !name.equals("_csrf")) {
            kept.put(name, said);
          }
        });
    return new Address(path, kept);
  }

  /** What was said under a name, at most 80 characters of it; empty when nothing was. */
  public String said(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    String value = values.isEmpty() ? "" : values.get(0).strip();
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }

  /** The same page with one thing changed; an empty value takes it away. */
  public Address with(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
    changed.remove(name);
    if (!value.isEmpty()) {
      changed.put(name, List.of(value));
    }
    return new Address(path, changed);
  }

  /** The page as its first table knows it: what is asked of another table is not asked of it. */
  public Address firstTable() {
    return said(TABLE).isEmpty() ? this : with(TABLE, "").with("sortera", "").with("som", "");
  }

  /** The page as another of its tables knows it. */
  public Address table(String name) {
    Address own = said(TABLE).equals(name) ? this : with("sortera", "").with("som", "");
    return own.with(TABLE, name);
  }

  /** The same page without one of several values of a name. */
  public Address without(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
    List<String> left = new ArrayList<>(changed.getOrDefault(name, List.of()));
    left.remove(value);
    changed.put(name, left);
    return new Address(path, changed);
  }

  @Override
  public String toString() {
    String query =
        parameters.entrySet().stream()
            .flatMap(
                p -> p.getValue().stream().map(value -> coded(p.getKey()) + "=" + coded(value)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
