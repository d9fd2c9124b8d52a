package se.vardformedling.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where, and in whose regi, the care is to be given.
 *
 * @param counties länskoder of where the place of care stands; empty for anywhere
 * @param operator one of {@link #OPERATORS}; empty for anybody
 */
public record Site(Set<String> counties, Optional<String> operator) {
  public static final String OWN = "own-region";
  public static final String OTHER = "other-region";
  public static final String PRIVATE = "private";

  /** The asking region itself, another region, anybody who belongs to no region. */
  public static final List<String> OPERATORS = List.of(OWN, OTHER, PRIVATE);

  public static final Site ANY = new Site(Set.of(), Optional.empty());

  /**
   * What is known of one provider.
   *
   * @param county länskod of where its place stands; empty when nobody has said
   * @param runBy länskod of the region it belongs to; empty for none
   */
  public record Standing(String county, String runBy) {
    static final Standing UNKNOWN = new Standing("", "");

    /** In whose regi it is, as the region sees it. */
    public String operator(String region) {
      return runBy.isEmpty() ? PRIVATE : runBy.equals(region) ? OWN : OTHER;
    }
  }

  boolean isAny() {
    return equals(ANY);
  }

  boolean holds(Standing provider) {
    return counties.isEmpty() || counties.contains(provider.county());
  }

  boolean allows(Standing provider, String region) {
    return operator.map(provider.operator(region)::equals).orElse(true);
  }
}
