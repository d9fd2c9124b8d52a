package se.vardformedling.fhir;

import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ValueSet;

/** Which value sets that are sent along are expanded: each part of one costs HAPI a search. */
final class ExpansionRules {
  private static final int MOST_PARTS = 20;

  private ExpansionRules() {}

  static void check(IBaseResource sent) {
    if (!(sent instanceof ValueSet set)) {
      throw Problem.BAD_PARAMETER.at("valueSet", "not a ValueSet");
    }
    if (set.getCompose().getInclude().size() + set.getCompose().getExclude().size() > MOST_PARTS) {
      throw Problem.BAD_PARAMETER.at(
          "valueSet", "at most " + MOST_PARTS + " of include and exclude");
    }
  }
}
