package se.vardformedling.handover;

import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import se.vardformedling.fhir.Problem;

/**
 * What is asked of a packet is said once and in its own type, or refused; nothing is passed over.
 */
final class PacketParameters {
  private PacketParameters() {}

  static void check(Parameters asked) {
    Set<String> seen = new HashSet<>();
    for (ParametersParameterComponent one : asked.getParameter()) {
      String name = one.getName();
      if (!isOfItsType(one)) {
        throw Problem.BAD_PARAMETER.at(name, "another type is wanted");
      }
      if (!seen.add(name) && !name.equals("document")) {
        throw Problem.BAD_PARAMETER.at(name, "given twice");
      }
    }
  }

  /** A code is a string to FHIR; both are taken for what is written. */
  private static boolean isOfItsType(ParametersParameterComponent one) {
    return switch (one.getName()) {
      case "incomplete" -> one.getValue() instanceof BooleanType;
      case "document" -> one.getValue() instanceof Reference;
      default -> one.getValue() instanceof StringType;
    };
  }
}
