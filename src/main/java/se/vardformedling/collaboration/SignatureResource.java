package se.vardformedling.collaboration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import se.vardformedling.fhir.Canonical;

/** The getters and setters of signatures, by the extension that R4 has for them. */
final class SignatureResource {
  static final String URL =
      "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-signature";
  private static final String HSA_ID = "urn:oid:1.2.752.29.4.19";
  private static final String PARTY = Canonical.codeSystem("collaboration-party");

  private SignatureResource() {}

  /** Those that say for which party they are, in the order they were made. */
  static List<Signature> of(QuestionnaireResponse response) {
    List<Signature> found = new ArrayList<>();
    response.getExtensionsByUrl(URL).stream()
        .map(extension -> extension.getValue())
        .filter(org.hl7.fhir.r4.model.Signature.class::isInstance)
        .map(org.hl7.fhir.r4.model.Signature.class::cast)
        .forEach(
            value ->
                found.add(
                    new Signature(
                        party(value),
                        hsaId(value.getWho()).orElse(""),
                        hsaId(value.getOnBehalfOf()),
                        value.getWhen() == null ? Instant.EPOCH : moment(value.getWhen()))));
    found.sort(Comparator.comparing(Signature::at));
    return found;
  }

  static void put(QuestionnaireResponse response, List<Signature> signatures) {
    response.getExtension().removeIf(extension -> URL.equals(extension.getUrl()));
    signatures.forEach(one -> response.addExtension(URL, value(one)));
  }

  private static org.hl7.fhir.r4.model.Signature value(Signature one) {
    org.hl7.fhir.r4.model.Signature value = new org.hl7.fhir.r4.model.Signature();
    value.addType(
        new Coding(
            "urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.5", "Verification Signature"));
    value.addType(new Coding(PARTY, one.party(), null));
    value.setWhen(Date.from(one.at()));
    value.setWho(named("Practitioner", one.who()));
    one.commission().ifPresent(id -> value.setOnBehalfOf(named("PractitionerRole", id)));
    return value;
  }

  private static Reference named(String type, String hsaId) {
    return new Reference()
        .setType(type)
        .setIdentifier(new Identifier().setSystem(HSA_ID).setValue(hsaId));
  }

  private static String party(org.hl7.fhir.r4.model.Signature value) {
    return value.getType().stream()
        .filter(coding -> PARTY.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode)
        .findFirst()
        .orElse("");
  }

  private static Optional<String> hsaId(Reference reference) {
    return HSA_ID.equals(reference.getIdentifier().getSystem())
        ? Optional.ofNullable(reference.getIdentifier().getValue())
        : Optional.empty();
  }

  private static Instant moment(Date when) {
    return when.toInstant().truncatedTo(ChronoUnit.SECONDS);
  }
}
