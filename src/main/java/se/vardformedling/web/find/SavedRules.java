package se.vardformedling.web.find;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.IdentityScanner.Place;
import se.vardformedling.web.sheet.Address;

/** What of a question is kept under a name, and what a name may be. */
final class SavedRules {
  static final String PATH = "/app/hitta";
  static final int LONGEST_NAME = 60;

  /** What care, from where, on what terms; never the case that it was asked for. */
  private static final List<String> KEPT =
      List.of(
          "vad",
          "fran",
          "avstand",
          "avtal",
          "asa",
          "anestesi",
          "ordning",
          "vanta",
          "region",
          "regi",
          "ledig");

  private SavedRules() {}

  /** The question without what belongs to the moment. */
  static Address kept(Address asked) {
    Map<String, List<String>> kept = new LinkedHashMap<>();
    KEPT.stream()
        .filter(name -> !asked.said(name).isEmpty())
        .forEach(name -> kept.put(name, List.of(asked.said(name))));
    return new Address(PATH, kept);
  }

  /** Whether anything in it could be a person's number. */
  static boolean identifies(String name, Address question) {
    return Stream.concat(
            Stream.of(name), question.parameters().values().stream().flatMap(List::stream))
        .anyMatch(text -> IdentityScanner.scan(text, Place.TEXT).isPresent());
  }

  /** The name on one line; empty for one that is none. */
  static Optional<String> name(String said) {
    String name = said.strip().replaceAll("\\s+", " ");
    return name.isEmpty() || name.length() > LONGEST_NAME ? Optional.empty() : Optional.of(name);
  }

  /** The name, with a number after it when it is taken. */
  static String free(String name, Set<String> taken) {
    String free = name;
    for (int n = 2; taken.contains(free); n++) {
      free = name + " (" + n + ")";
    }
    return free;
  }
}
