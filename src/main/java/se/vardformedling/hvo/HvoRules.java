package se.vardformedling.hvo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.vardformedling.catalogue.EndingRules;
import se.vardformedling.hvo.HvoFault.Found;
import se.vardformedling.identifier.OrganisationNumber;

/** The guide's rules for a hierarchy, and what we decide about numbers, days and endings. */
final class HvoRules {
  private static final Pattern NUMBER = Pattern.compile("\\d{10}");
  private static final Pattern TIME =
      Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?");

  private HvoRules() {}

  /**
   * One organisation of a hierarchy that was sent.
   *
   * @param parent the unit above it, by its id
   * @param providerNumber the organisationsnummer it is under, if it is at the top
   */
  record Unit(
      int entry,
      String id,
      boolean provider,
      boolean careUnit,
      @Nullable String parent,
      @Nullable String providerNumber) {}

  /**
   * Ten digits without a hyphen or the register's leading 16; empty for what is no legal person's.
   */
  static Optional<String> organisationNumber(String text) {
    try {
      return Optional.of(OrganisationNumber.parse(text).value());
    } catch (IllegalArgumentException noneOfThem) {
      return Optional.empty();
    }
  }

  /** As the guide has it: ten digits, no hyphen. */
  static boolean wellFormed(String number) {
    return NUMBER.matcher(number).matches();
  }

  static boolean isTime(String text) {
    return TIME.matcher(text).matches();
  }

  /** {@code Type/id} of a reference within the catalogue, whatever its base. */
  static String relative(String reference) {
    String[] steps = reference.split("/", -1);
    boolean absolute = reference.startsWith("http://") || reference.startsWith("https://");
    return absolute && steps.length > 4
        ? steps[steps.length - 2] + "/" + steps[steps.length - 1]
        : reference;
  }

  /** What the guide's rules hvo-healthcare-provider-1 and hvo-healthcare-unit-1 find. */
  static List<Found> hierarchy(List<Unit> units) {
    List<Found> found = new ArrayList<>();
    Set<String> providers = new HashSet<>();
    Set<String> careUnits = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (Unit unit : units) {
      boolean others = unit.provider() && isAnother(providers, unit.id());
      boolean below = unit.providerNumber() != null && isAnother(numbers, unit.providerNumber());
      if (others || below) {
        found.add(HvoFault.ONE_PROVIDER.at(unit.entry()));
      }
      if (unit.careUnit() && isAnother(careUnits, unit.id())) {
        found.add(HvoFault.ONE_CARE_UNIT.at(unit.entry()));
      }
    }
    return found;
  }

  /** Whether it is new, and not the first. */
  private static boolean isAnother(Set<String> seen, String one) {
    return seen.add(one) && seen.size() > 1;
  }

  /** Those that hang together with a provider; the guide has the others ignored. */
  static Set<String> connected(List<Unit> units) {
    Map<String, Unit> known = new HashMap<>();
    units.forEach(unit -> known.put(unit.id(), unit));
    Set<String> connected = new HashSet<>();
    for (Unit unit : units) {
      Unit top = unit;
      for (int step = 0; step < units.size() && top.providerNumber() == null; step++) {
        Unit above = top.parent() == null ? null : known.get(top.parent());
        if (above == null) {
          break;
        }
        top = above;
      }
      if (top.providerNumber() != null || top.provider()) {
        connected.add(unit.id());
      }
    }
    return connected;
  }

  /** A period without a start has always been, one without an end has none. */
  static boolean holds(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
    return (from == null || !today.isBefore(from)) && (to == null || !today.isAfter(to));
  }

  /** The day on which the answer of {@link #holds} changes next. */
  static Optional<LocalDate> turns(
      @Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
    if (from != null && today.isBefore(from)) {
      return Optional.of(from);
    }
    return to == null || today.isAfter(to) ? Optional.empty() : Optional.of(to.plusDays(1));
  }

  /** Whether so much less came than the catalogue said there is that it cannot be all. */
  static boolean cutShort(Optional<Integer> said, int come, int mostPercent) {
    return said.filter(all -> EndingRules.tooMany(all - come, all, mostPercent)).isPresent();
  }
}
