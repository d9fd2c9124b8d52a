package se.vardformedling.handover;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * What there is to send of a case.
 *
 * @param area vårdområde; empty when the need's code stands for none
 * @param care the need's code, in words
 */
record Contents(
    Optional<ServiceRequest> need,
    Optional<Patient> patient,
    String area,
    String care,
    List<Enclosure> documents) {

  /** Every security label of it. */
  Set<String> marks() {
    return Stream.concat(
            Stream.concat(need.stream(), patient.stream())
                .flatMap(resource -> ReferralResource.marks(resource).stream()),
            documents.stream().flatMap(document -> document.marks().stream()))
        .collect(Collectors.toSet());
  }

  List<String> kinds() {
    return documents.stream().map(Enclosure::kind).toList();
  }
}
