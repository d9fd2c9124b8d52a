package se.vardformedling.imports;

import java.util.Optional;

/** Who acts for a region speaks of its units alone; what a row says of others is a fault. */
final class RegionRules {
  private static final int COUNTY = 2;

  private RegionRules() {}

  /**
   * Of a unit that the catalogue has.
   *
   * @param its länskod of the unit's region, if one is known
   */
  static void known(Cells row, Optional<String> sender, Optional<String> its) {
    if (sender.isPresent() && !sender.equals(its)) {
      row.fault(FaultCode.REGION_NOT_YOURS, "HSA-id");
    }
  }

  /**
   * What a row says of where a unit belongs: the region that runs it, or else where it stands. A
   * new one must say it.
   *
   * @param county länskod in the column Region; empty if it says none
   * @param municipality empty if it says none
   */
  static void said(
      Cells row, Optional<String> sender, String county, String municipality, boolean isNew) {
    if (sender.isEmpty()) {
      return;
    }
    boolean stands = county.isEmpty() && municipality.length() >= COUNTY;
    String its = stands ? municipality.substring(0, COUNTY) : county;
    if (its.isEmpty() ? isNew : !its.equals(sender.get())) {
      row.fault(FaultCode.REGION_NOT_YOURS, stands ? "Kommunkod" : "Region");
    }
  }
}
