package se.vardformedling.fhir;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of the same a body may hold: each element is judged by its profile, some by all that
 * stand beside it, so that a small body of very many would take minutes. What is sent for many
 * resources, entries and parameters, is counted resource by resource.
 */
final class Crowding {
  /** Elements of one name beside each other; the largest of ours has some forty. */
  static final int MOST_ALIKE = 500;

  /** Elements of one resource in all, of every depth. */
  static final int MOST_ELEMENTS = 5_000;

  private static final Map<String, Integer> FEWER = Map.of("contained", 50, "profile", 20);
  private static final Set<String> MANY = Set.of("entry", "parameter");

  private final Deque<Siblings> open = new ArrayDeque<>();
  private int elements;

  /** Those inside one element: the name that came last, and how often in a row. */
  private static final class Siblings {
    private @Nullable String name;
    private int alike;
  }

  Crowding() {
    open.push(new Siblings());
  }

  /** One more element of the name, which is entered. */
  void enter(String name) {
    Siblings siblings = open.element();
    siblings.alike = name.equals(siblings.name) ? siblings.alike + 1 : 1;
    siblings.name = name;
    if (MANY.contains(name)) {
      elements = 0;
    } else {
      elements++;
      if (siblings.alike > FEWER.getOrDefault(name, MOST_ALIKE) || elements > MOST_ELEMENTS) {
        throw Problem.PAYLOAD_TOO_LARGE.because("too many elements in one resource");
      }
    }
    open.push(new Siblings());
  }

  void leave() {
    open.pop();
  }
}
