package se.vardformedling.enclosure;

import java.util.List;

/** Which documents a case of a vårdområde should have; what is required comes first. */
public record Checklist(List<Line> lines) {
  /**
   * A line of the checklist.
   *
   * @param kind a code of CodeSystem document-kind
   * @param required whether the packet is incomplete without it; otherwise it is only recommended
   */
  public record Line(String kind, boolean required, boolean there) {}

  /** The required kinds that are not there. */
  public List<String> missing() {
    return lines.stream().filter(line -> line.required() && !line.there()).map(Line::kind).toList();
  }
}
