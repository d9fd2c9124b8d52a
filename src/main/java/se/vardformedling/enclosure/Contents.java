package se.vardformedling.enclosure;

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
public record Contents(
    Optional<ServiceRequest> need,
    Optional<Patient> patient,
    String area,
    String care,
    List<Enclosure> documents) {

  /** Every security label of it. */
  private Set<String> marks() {
    return Stream.concat(
            Stream.concat(need.stream(), patient.stream())
                .flatMap(resource -> ReferralResource.marks(resource).stream()),
            documents.stream().flatMap(document -> document.marks().stream()))
        .collect(Collectors.toSet());
  }

  /** Whether something of it is blocked: then nothing of it is sent. */
  public boolean blocked() {
    return ProtectionRules.blocked(marks());
  }

  /** Whether whom it is about is protected. */
  public boolean confidential() {
    return ProtectionRules.confidential(marks());
  }

  public List<String> kinds() {
    return documents.stream().map(Enclosure::kind).toList();
  }
}
