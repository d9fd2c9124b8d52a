package se.vardformedling.hvo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.hvo.SourceLinks.Known;
import se.vardformedling.hvo.Sources.Row;
import se.vardformedling.terminology.Terms;

/** What a service of the national catalogue lacks to be found here: vårdtjänst, name, criteria. */
@Component
class ServiceResource {
  private static final String VARDTJANST = Canonical.codeSystem("vardtjanst");

  /** The guide's codes for whom a service is for, and our criteria. */
  private static final Map<String, String> CRITERIA =
      Map.of("424144002", "age", "60621009", "bmi", "302132005", "asa");

  private final Terms terms;

  ServiceResource(Terms terms) {
    this.terms = terms;
  }

  void complete(HealthcareService service, Source source, Known known) {
    Set<String> vardtjanster = vardtjanster(service);
    service
        .getType()
        .removeIf(concept -> VARDTJANST.equals(concept.getCodingFirstRep().getSystem()));
    vardtjanster.forEach(
        code ->
            service
                .addType()
                .addCoding(LocalResource.ours("vardtjanst", code).setDisplay(display(code))));
    if (!service.hasName()) {
      String what =
          vardtjanster.isEmpty()
              ? Optional.ofNullable(service.getCategoryFirstRep().getCodingFirstRep().getDisplay())
                  .orElse("Verksamhet")
              : display(vardtjanster.iterator().next());
      String unit = known.name(source.owner());
      service.setName(unit == null ? what : what + ", " + unit);
    }
    if (!service.hasLocation() && known.places().get(source.owner()) != null) {
      service.addLocation(new Reference("Location/" + known.places().get(source.owner())));
    }
    service.getEligibility().forEach(one -> criteria(one, service, known));
    service
        .getEligibility()
        .removeIf(HealthcareService.HealthcareServiceEligibilityComponent::isEmpty);
  }

  /** What its kind, in SNOMED CT or another system, stands for among ours. */
  Set<String> vardtjanster(HealthcareService service) {
    Set<String> vardtjanster = new TreeSet<>();
    Stream.concat(service.getSpecialty().stream(), service.getType().stream())
        .flatMap(concept -> concept.getCoding().stream())
        .filter(Coding::hasCode)
        .forEach(
            one ->
                vardtjanster.addAll(
                    terms.vardtjanster(String.valueOf(one.getSystem()), one.getCode())));
    return vardtjanster;
  }

  private String display(String vardtjanst) {
    return terms.display(VARDTJANST, vardtjanst, Locale.forLanguageTag("sv"));
  }

  /** A group of the guide's is one criterion of ours; the group itself is not kept. */
  private static void criteria(
      HealthcareService.HealthcareServiceEligibilityComponent eligibility,
      HealthcareService service,
      Known known) {
    for (Extension extension : List.copyOf(eligibility.getExtension())) {
      if (extension.getValue() instanceof Reference reference
          && String.valueOf(reference.getReference()).startsWith("Group/")) {
        eligibility.getExtension().remove(extension);
        Row group = known.rows().get(reference.getReference());
        if (group != null && group.source().body() instanceof Group one) {
          acceptance(one).ifPresent(service::addExtension);
        }
      }
    }
  }

  private static Optional<Extension> acceptance(Group group) {
    Group.GroupCharacteristicComponent one = group.getCharacteristicFirstRep();
    String criterion = CRITERIA.get(String.valueOf(one.getCode().getCodingFirstRep().getCode()));
    if (criterion == null || !(one.getValue() instanceof Range range)) {
      return Optional.empty();
    }
    Extension acceptance = new Extension(Canonical.profile("acceptance"));
    acceptance.addExtension("code", new CodeType(criterion));
    if (range.getLow().hasValue()) {
      acceptance.addExtension("low", new IntegerType(range.getLow().getValue().intValue()));
    }
    if (range.getHigh().hasValue()) {
      acceptance.addExtension("high", new IntegerType(range.getHigh().getValue().intValue()));
    }
    return Optional.of(acceptance);
  }
}
