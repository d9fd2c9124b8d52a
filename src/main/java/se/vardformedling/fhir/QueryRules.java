package se.vardformedling.fhir;

import java.util.Set;

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

  private QueryRules() {}

  static boolean known(String name) {
    return RESULT.contains(base(name)) || SEARCH.contains(base(name));
  }

  static boolean knownInHistory(String name) {
    return RESULT.contains(name) || HISTORY.contains(name);
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
}
