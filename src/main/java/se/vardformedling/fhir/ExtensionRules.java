package se.vardformedling.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;
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

  /** What has an extension in place of its value, where nobody expected that. */
  static List<Refusal.Issue> absent(IBaseResource resource) {
    List<Refusal.Issue> issues = new ArrayList<>();
    if (resource instanceof Resource whole) {
      absent(whole, whole.fhirType(), issues);
    }
    return issues;
  }

  private static void absent(Base parent, String place, List<Refusal.Issue> issues) {
    if (parent instanceof PrimitiveType<?> one && one.hasExtension() && !one.hasValue()) {
      issues.add(new Refusal.Issue(Problem.VALUE_INVALID, place, "no value"));
    }
    forEach(parent, place, (child, at) -> absent(child, at, issues));
  }

  private static void look(Base parent, String place, List<Refusal.Issue> issues) {
    if (parent instanceof Extension one && !whole(one)) {
      issues.add(new Refusal.Issue(Problem.PROFILE_VIOLATED, place, ONE_OF_TWO));
    }
    forEach(parent, place, (child, at) -> look(child, at, issues));
  }

  private static void forEach(Base parent, String place, BiConsumer<Base, String> with) {
    for (Property property : parent.children()) {
      List<Base> values = property.getValues();
      for (int i = 0; i < values.size(); i++) {
        with.accept(
            values.get(i),
            place
                + "."
                + property.getName().replace("[x]", "")
                + (property.isList() ? "[" + i + "]" : ""));
      }
    }
  }

  /** What has an id alone says nothing. */
  private static boolean whole(Extension one) {
    return one.hasValue() != one.hasExtension();
  }
}
