package se.vardformedling.imports;

import java.util.List;

/**
 * What publishing does to one resource.
 *
 * @param line the first row that it is made from; 0 for one that is no longer in the file
 * @param name what people call what is there already; empty for what is new
 * @param what new, changed, unchanged or gone
 * @param differences of a changed one
 */
public record ImportChange(
    int line, String type, String id, String name, String what, List<Difference> differences) {

  /** One value; empty where there was or is none. */
  public record Difference(String place, String before, String after) {}
}
