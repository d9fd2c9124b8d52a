package se.vardformedling.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names in a query are FHIR's own, and what a name looks like without its trimmings. */
final class QueryRules {
  /** For every answer. */
  private static final Set<String> RESULT =
      Set.of("_format", "_pretty", "_elements", "_summary", "_count");

  private static final Set<String> SEARCH =
      Set.of(
          "_id",
          "_lastUpdated",
          "_tag",
          "_profile",
          "_security",
          "_has",
          "_sort",
          "_include",
          "_revinclude",
          "_total",
          "_contained",
          "_containedType",
          "_offset",
          "_language");
  private static final Set<String> HISTORY = Set.of("_since", "_at", "_offset");

  private static final Set<String> FEED = Set.of("_since", "_before");

  /** Those of R4 that are offered. */
  private static final Set<String> MODIFIERS =
      Set.of(
          "exact",
          "missing",
          "not",
          "text",
          "in",
          "not-in",
          "above",
          "below",
          "identifier",
          "iterate");

  /** Parameters with a closed list of values. */
  private static final Map<String, Set<String>> CLOSED =
      Map.of(
          "_total", Set.of("none", "estimate", "accurate"),
          "_summary", Set.of("true", "false", "text", "data", "count"),
          "_contained", Set.of("false"));

  private static final Pattern MODIFIED_CIRCLE =
      Pattern.compile("(location(:Location)?\\.)?near:.*");

  /** Of what is found by another way than the two that are ours. */
  private static final Pattern DISTANT_CIRCLE = Pattern.compile(".+[.:]near([.:].*)?");

  /** One or more of type and reference, and what is asked of the last; HAPI fails with less. */
  private static final Pattern HAS =
      Pattern.compile("(_has:[A-Z][A-Za-z]{1,40}:[A-Za-z][\\w-]{0,80}:)+[A-Za-z_][\\w.:-]{0,200}");

  /** In which the node tells of itself. */
  private static final Set<String> MODES = Set.of("full", "normative", "terminology");

  /** HAPI counts backwards with a negative one, or fails. */
  private static final Set<String> COUNTS = Set.of("_count", "_offset", "_getpagesoffset");

  /** HAPI fails on what is no number, or larger than any. */
  private static final Set<String> COUNTS_OF_OPERATIONS = Set.of("count", "offset", "size");

  /** Which parameter names the places, for the types that can be asked for by distance. */
  static final Map<String, String> CIRCLES =
      Map.of("Location", "_id", "HealthcareService", "location");

  /** Each condition is a join in the database, each key of the order another. */
  static final int MOST_CONDITIONS = 30;

  static final int MOST_SORT_KEYS = 10;

  /** Of all conditions together. */
  static final int MOST_VALUES = 1_000;

  private QueryRules() {}

  /** Whether a search asks for no more at once than is answered soon. */
  static boolean bounded(Map<String, String[]> search) {
    int conditions = 0;
    int values = 0;
    for (String[] given : search.values()) {
      conditions += given.length;
      values += values(given);
    }
    return conditions <= MOST_CONDITIONS
        && values <= MOST_VALUES
        && values(search.getOrDefault("_sort", new String[0])) <= MOST_SORT_KEYS;
  }

  private static int values(String[] given) {
    int commas = 0;
    for (String one : given) {
      commas += (int) one.chars().filter(c -> c == ',').count();
    }
    return given.length + commas;
  }

  /** Whether the modifiers are FHIR's and the values what the parameter takes. */
  static boolean wellFormed(String name, String[] values) {
    String[] parts = name.split("[:.]");
    boolean modified = !name.startsWith("_has") && name.contains(":");
    String modifier = name.substring(name.lastIndexOf(':') + 1).replaceFirst("\\..*", "");
    boolean knownModifier =
        !modified || MODIFIERS.contains(modifier) || modifier.matches("[A-Z][A-Za-z]{1,40}");
    Set<String> closed = CLOSED.get(parts.length == 0 ? "" : parts[0]);
    return knownModifier
        && whole(name)
        && (!COUNTS.contains(name) || numbers(values))
        && (closed == null || closed.containsAll(Arrays.asList(values)));
  }

  private static boolean whole(String name) {
    return !base(name).equals("_has") || HAS.matcher(name).matches();
  }

  /** Whether what an operation is to count is a number. */
  static boolean counted(String name, String[] values) {
    return !COUNTS_OF_OPERATIONS.contains(name)
        || Arrays.stream(values).allMatch(value -> value.matches("\\d{1,9}"));
  }

  /** Whether that is how the node is to tell of itself: HAPI would tell all, whatever is asked. */
  static boolean modes(String[] values) {
    return values.length < 2 && MODES.containsAll(Arrays.asList(values));
  }

  /**
   * Takes out what is empty: R4 passes over it, while HAPI would find nothing by it.
   *
   * @return the names of which nothing is left
   */
  static List<String> removeEmpty(Map<String, String[]> search) {
    search.replaceAll(
        (name, values) ->
            RESULT.contains(name)
                ? values
                : Arrays.stream(values).filter(one -> !one.isBlank()).toArray(String[]::new));
    List<String> empty =
        search.entrySet().stream()
            .filter(one -> one.getValue().length == 0)
            .map(Map.Entry::getKey)
            .toList();
    empty.forEach(search::remove);
    return empty;
  }

  private static boolean numbers(String[] values) {
    return Arrays.stream(values).allMatch(value -> value.matches("\\d{0,9}"));
  }

  static boolean known(String name) {
    return RESULT.contains(base(name)) || SEARCH.contains(base(name));
  }

  static boolean knownInHistory(String name) {
    return RESULT.contains(name) || HISTORY.contains(name);
  }

  /** The catalogue's feed has pages of its own. */
  static boolean knownInFeed(String name) {
    return RESULT.contains(name) || FEED.contains(name);
  }

  /** What {@code $subsumes} needs and has not been given: HAPI answers that it has failed. */
  static Optional<String> lackedBySubsumes(Set<String> given, boolean ofOneSystem) {
    if (given.contains("codingA") && given.contains("codingB")) {
      return Optional.empty();
    }
    List<String> needed =
        ofOneSystem ? List.of("codeA", "codeB") : List.of("codeA", "codeB", "system");
    return needed.stream().filter(one -> !given.contains(one)).findFirst();
  }

  /** Without modifier and chain: {@code owner:Organization.name} is {@code owner}. */
  static String base(String name) {
    int end = name.length();
    for (char mark : new char[] {':', '.'}) {
      int at = name.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return name.substring(0, end);
  }

  /** A circle is one: HAPI fails with a modifier of it. */
  static boolean modifiedCircle(String name) {
    return MODIFIED_CIRCLE.matcher(name).matches();
  }

  /** HAPI finds nothing by one that it reaches by a chain, or fails. */
  static boolean distantCircle(String name) {
    return DISTANT_CIRCLE.matcher(name).matches();
  }

  /** Sent back only if it looks like a name: a caller may have put anything there. */
  static String shown(String parameter) {
    return parameter.matches("[A-Za-z_:.-]{1,60}") ? parameter : "";
  }
}
