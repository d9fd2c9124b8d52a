package se.vardformedling.catalogue;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service accepts of one criterion: a range, or a list. What is not mentioned is accepted.
 *
 * @param low smallest accepted, inclusive
 * @param high largest accepted, inclusive
 */
public record Acceptance(
    String criterion, @Nullable Integer low, @Nullable Integer high, Set<String> allowed) {

  /** Whether the value, a whole number or a code, is accepted. */
  public boolean accepts(String value) {
    if (!allowed.isEmpty()) {
      return allowed.contains(value);
    }
    if (!value.matches("\\d{1,9}")) {
      return true;
    }
    int number = Integer.parseInt(value);
    return (low == null || number >= low) && (high == null || number <= high);
  }
}
