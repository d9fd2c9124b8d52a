package se.vardformedling.waitingtime;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link WaitQuestion}.
 *
 * @param source what was used; empty when no source knows the vårdtjänst
 * @param sources all that do, the best first
 * @param slices that the source can tell apart
 * @param nation the same figure for the country, to compare with
 */
public record WaitTable(
    WaitQuestion question,
    Optional<String> source,
    List<String> sources,
    List<String> slices,
    Optional<WaitFigure> nation,
    List<Row> rows) {

  /**
   * One unit or region.
   *
   * @param place a HealthcareService's id, a länskod or SE
   * @param unit the Organization's id; empty for a region
   * @param county länskod of where it stands
   * @param performed of those whose care was performed
   * @param waiting of those who wait now
   * @param estimate what the unit itself says
   */
  public record Row(
      String place,
      String name,
      Optional<String> unit,
      String county,
      WaitFigure performed,
      Optional<WaitFigure> waiting,
      Optional<Estimate> estimate) {}

  /**
   * What a unit expects a new patient to wait.
   *
   * @param takesOthers whether it takes patients of other regions
   */
  public record Estimate(int weeks, java.time.LocalDate reported, boolean takesOthers) {}
}
