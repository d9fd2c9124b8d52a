package se.vardformedling.fhir;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/** An extension has a value or extensions, one of the two (R4, ext-1). */
final class ExtensionRules {
  static final String ONE_OF_TWO = "has a value or extensions, one of the two";

  private ExtensionRules() {}

  static List<Refusal.Issue> issues(Resource resource) {
    List<Refusal.Issue> issues = new ArrayList<>();
    look(resource, resource.fhirType(), issues);
    return issues;
  }

  private static void look(Base parent, String place, List<Refusal.Issue> issues) {
    if (parent instanceof Extension one && !whole(one)) {
      issues.add(new Refusal.Issue(Problem.PROFILE_VIOLATED, place, ONE_OF_TWO));
    }
    for (Property property : parent.children()) {
      List<Base> values = property.getValues();
      for (int i = 0; i < values.size(); i++) {
        look(
            values.get(i),
            place
                + "."
                + property.getName().replace("[x]", "")
                + (property.isList() ? "[" + i + "]" : ""),
            issues);
      }
    }
  }

  /** What has an id alone says nothing. */
  private static boolean whole(Extension one) {
    return one.hasValue() != one.hasExtension();
  }
}
