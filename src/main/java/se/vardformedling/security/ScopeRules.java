package se.vardformedling.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a system's token was asked for, as SMART App Launch 2 writes it ({@code system/Task.rs}): it
 * narrows the role's rights and never widens them.
 */
public final class ScopeRules {
  private static final Pattern SCOPE =
      Pattern.compile("system/(\\*|[A-Z][A-Za-z]{1,40})\\.(c?r?u?d?s?)");

  private static final Set<String> CHANGING = Set.of("Task", "ServiceRequest", "Communication");

  private ScopeRules() {}

  /**
   * The scopes of the form that we know; others give nothing.
   *
   * @param claim one text or a list
   */
  static Set<String> of(@Nullable Object claim) {
    Collection<?> all =
        claim instanceof Collection<?> many
            ? many
            : Arrays.asList(claim == null ? new String[0] : String.valueOf(claim).split(" "));
    Set<String> known = new TreeSet<>();
    for (Object one : all) {
      if (SCOPE.matcher(String.valueOf(one)).matches()) {
        known.add(String.valueOf(one));
      }
    }
    return known;
  }

  /**
   * Whether any of the letters is granted for the type.
   *
   * @param scopes empty when nothing was narrowed, as for people
   */
  static boolean allow(Optional<Set<String>> scopes, String letters, String type) {
    return scopes.isEmpty() || scopes.get().stream().anyMatch(one -> grants(one, letters, type));
  }

  /** Whether the caller's token, if it was narrowed, still lets it make and change the type. */
  public static boolean changes(Caller caller, String type) {
    return allow(caller.scopes(), "c", type) && allow(caller.scopes(), "u", type);
  }

  private static boolean grants(String scope, String letters, String type) {
    Matcher parts = SCOPE.matcher(scope);
    return parts.matches()
        && (parts.group(1).equals("*") || parts.group(1).equals(type))
        && letters.chars().anyMatch(letter -> parts.group(2).indexOf(letter) >= 0);
  }

  /** Whether a client that is registered for some scopes may have those that it asks for. */
  public static boolean within(Set<String> registered, Set<String> asked) {
    return of(asked).size() == asked.size()
        && asked.stream().allMatch(one -> covered(registered, one));
  }

  private static boolean covered(Set<String> registered, String asked) {
    Matcher parts = SCOPE.matcher(asked);
    return parts.matches()
        && parts
            .group(2)
            .chars()
            .allMatch(
                letter ->
                    registered.stream()
                        .anyMatch(one -> grants(one, Character.toString(letter), parts.group(1))));
  }

  /** An operation on these changes them; every other operation asks. */
  static String letters(Action action, String type) {
    return switch (action) {
      case CREATE -> "c";
      case UPDATE -> "u";
      case READ -> "rs";
      case OPERATE -> CHANGING.contains(type) ? "u" : "rs";
    };
  }
}
