package se.vardformedling.agreement;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.vardformedling.catalogue.Acceptance;

/** One condition for reception under the agreement; bounds are inclusive. */
public record Criterion(
    String code, @Nullable Integer low, @Nullable Integer high, Set<String> allowed) {

  /** Anything is allowed unless something is named. */
  public Criterion {
    allowed = allowed == null ? Set.of() : new TreeSet<>(allowed);
  }

  /** Whether the value is taken, as a service takes it. */
  boolean accepts(String value) {
    return new Acceptance(code, low, high, allowed).accepts(value);
  }
}
