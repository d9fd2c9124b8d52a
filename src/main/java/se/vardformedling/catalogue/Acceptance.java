package se.vardformedling.catalogue;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a service accepts of one criterion: a range, or a list. What is not mentioned is accepted.
 *
 * @param low smallest accepted, inclusive
 * @param high largest accepted, inclusive
 */
public record Acceptance(
    String criterion, @Nullable Integer low, @Nullable Integer high, Set<String> allowed) {

  /**
   * A number, or all from one to another.
   *
   * @param to the last of them, inclusive
   */
  public record Band(int from, int to) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9})|(\\+))?");

    /** {@code 37}, {@code 35-39} or {@code 90+}; empty if it is none of them. */
    public static Optional<Band> read(String value) {
      Matcher form = FORM.matcher(value);
      if (!form.matches()) {
        return Optional.empty();
      }
      int from = Integer.parseInt(form.group(1));
      if (form.group(3) != null) {
        return Optional.of(new Band(from, Integer.MAX_VALUE));
      }
      return Optional.of(
              new Band(from, form.group(2) == null ? from : Integer.parseInt(form.group(2))))
          .filter(band -> band.from <= band.to);
    }
  }

  /**
   * Whether the value, a number, a band or a code, is accepted. A band is when some of it is: whose
   * exact value is not told is not turned away for what it may be.
   */
  public boolean accepts(String value) {
    if (!allowed.isEmpty()) {
      return allowed.contains(value);
    }
    return Band.read(value)
        .map(band -> (low == null || band.to() >= low) && (high == null || band.from() <= high))
        .orElse(false);
  }
}
