package se.vardformedling.imports;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;

/** Resources as they are kept beside a run, compared, and ended. */
@Component
class ImportResource {
  private static final String ACCEPTANCE = Canonical.profile("acceptance");

  /** The columns of a criterion. */
  private static final Map<String, Set<String>> CRITERIA =
      Map.of(
          "asa", Set.of("ASA till"),
          "bmi", Set.of("BMI från", "BMI till"),
          "age", Set.of("Ålder från", "Ålder till"),
          "anaesthesia", Set.of("Anestesi"),
          "language", Set.of("Språk"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private final FhirContext fhir;

  ImportResource(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** Without what the server adds. */
  String text(Resource resource) {
    Resource plain = resource.copy();
    plain.setMeta(null);
    plain.setId(plain.getIdElement().toUnqualifiedVersionless());
    return fhir.newJsonParser().encodeResourceToString(plain);
  }

  /** The Organization that gives the care it is about; empty for what is of no unit. */
  static Optional<String> unit(Resource resource) {
    Reference unit =
        resource instanceof HealthcareService service
            ? service.getProvidedBy()
            : resource instanceof MeasureReport report ? report.getReporter() : new Reference();
    return Optional.ofNullable(unit.getReferenceElement().getIdPart());
  }

  Resource resource(String text) {
    return (Resource) fhir.newJsonParser().parseResource(text);
  }

  /**
   * The resource as it will be: what the file does not speak of stays as it was.
   *
   * @param silent the columns that the file does not have
   */
  static Resource merged(Resource before, Resource after, Set<String> silent) {
    Resource merged;
    if (before instanceof HealthcareService old && after instanceof HealthcareService now) {
      merged = service(old, now, silent);
    } else if (before instanceof Organization old && after instanceof Organization now) {
      merged = organization(old, now);
    } else if (before instanceof Location old && after instanceof Location now) {
      merged = place(old, now);
    } else {
      merged = agreed(before, after.copy(), silent);
    }
    merged.setMeta(before.getMeta().copy());
    merged.getMeta().setVersionIdElement(null).setLastUpdatedElement(null);
    merged.setId(after.getIdElement());
    return merged;
  }

  /** Of an agreement and its affiliation, and of waits; of what is left the file says all. */
  private static Resource agreed(Resource before, Resource after, Set<String> silent) {
    if (before instanceof MeasureReport old && after instanceof MeasureReport now) {
      return WaitFileResource.told(old, now);
    }
    if (before instanceof Contract old && after instanceof Contract now) {
      return AgreementKeptResource.merged(old, now, silent);
    }
    return before instanceof OrganizationAffiliation old
            && after instanceof OrganizationAffiliation now
        ? AgreementKeptResource.merged(old, now)
        : after;
  }

  private static HealthcareService service(
      HealthcareService old, HealthcareService now, Set<String> silent) {
    HealthcareService service = old.copy();
    service
        .setActive(now.getActive())
        .setName(now.getName())
        .setProvidedBy(now.getProvidedBy())
        .setLocation(now.getLocation())
        .setType(now.getType());
    service
        .getExtension()
        .removeIf(one -> one.getUrl().equals(ACCEPTANCE) && speaksOf(criterion(one), silent));
    now.getExtension().forEach(service::addExtension);
    return service;
  }

  private static String criterion(Extension acceptance) {
    return String.valueOf(acceptance.getExtensionByUrl("code").getValue().primitiveValue());
  }

  /** A criterion without a column of its own is none of the file's. */
  private static boolean speaksOf(String criterion, Set<String> silent) {
    return !silent.containsAll(CRITERIA.getOrDefault(criterion, Set.of()));
  }

  private static Organization organization(Organization old, Organization now) {
    Organization organization = old.copy();
    organization.setActive(true).setName(now.getName());
    for (Identifier identifier : now.getIdentifier()) {
      organization
          .getIdentifier()
          .removeIf(one -> String.valueOf(one.getSystem()).equals(identifier.getSystem()));
      organization.addIdentifier(identifier);
    }
    if (now.hasPartOf()) {
      organization.setPartOf(now.getPartOf());
    }
    if (now.hasTelecom()) {
      organization.setTelecom(now.getTelecom());
    }
    return organization;
  }

  private static Location place(Location old, Location now) {
    Location place = old.copy();
    if (old.getStatus() == Location.LocationStatus.INACTIVE) {
      place.setStatus(Location.LocationStatus.ACTIVE);
    }
    place.setName(now.getName()).setManagingOrganization(now.getManagingOrganization());
    if (now.hasAddress()) {
      place.getAddress().setCity(now.getAddress().getCity());
    }
    if (now.hasPosition()) {
      place.setPosition(now.getPosition());
    }
    if (now.hasExtension()) {
      place.setExtension(now.getExtension());
    }
    return place;
  }

  /** As it looks when it no longer holds; nothing is ever deleted. */
  static Resource ended(Resource resource) {
    Resource ended = resource.copy();
    if (ended instanceof Organization organization) {
      organization.setActive(false);
    } else if (ended instanceof Location location) {
      location.setStatus(Location.LocationStatus.INACTIVE);
    } else if (ended instanceof HealthcareService service) {
      service.setActive(false);
    } else if (ended instanceof OrganizationAffiliation affiliation) {
      affiliation.setActive(false);
    } else if (ended instanceof Contract contract) {
      contract.setStatus(Contract.ContractStatus.TERMINATED);
    } else if (ended instanceof MeasureReport report) {
      report.setStatus(MeasureReport.MeasureReportStatus.ERROR);
    }
    return ended;
  }

  static boolean inForce(Resource resource) {
    return resource instanceof HealthcareService service
        ? service.getActive()
        : resource instanceof Contract contract
            ? contract.getStatus() == Contract.ContractStatus.EXECUTED
            : resource instanceof MeasureReport report
                && report.getStatus() == MeasureReport.MeasureReportStatus.COMPLETE;
  }

  /** Value by value, by its path; in the order of the paths. */
  static List<ImportChange.Difference> differences(String before, String after) {
    Map<String, String> old = flat(before);
    Map<String, String> now = flat(after);
    TreeSet<String> places = new TreeSet<>(old.keySet());
    places.addAll(now.keySet());
    List<ImportChange.Difference> differences = new ArrayList<>();
    for (String place : places) {
      String was = old.getOrDefault(place, "");
      String is = now.getOrDefault(place, "");
      if (!was.equals(is)) {
        differences.add(new ImportChange.Difference(place, was, is));
      }
    }
    return differences;
  }

  private static Map<String, String> flat(String json) {
    Map<String, String> values = new TreeMap<>();
    try {
      flatten("", JSON.readTree(json), values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    values.remove("id");
    return values;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      values));
    } else if (node.isArray()) {
      Map<String, Integer> seen = new TreeMap<>();
      for (int i = 0; i < node.size(); i++) {
        String name = name(node.get(i), i);
        int times = seen.merge(name, 1, Integer::sum);
        String step = times == 1 ? "[" + name + "]" : "[" + name + " " + times + "]";
        flatten(path + step, node.get(i), values);
      }
    } else {
      values.put(path, number(node));
    }
  }

  /** An extension is known by its name, and the second of a name by that it is the second. */
  private static String name(JsonNode element, int i) {
    JsonNode url = element.path("url");
    return url.isTextual() && element.size() > 1
        ? url.asText().substring(url.asText().lastIndexOf('/') + 1)
        : String.valueOf(i);
  }

  private static String number(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.asText();
  }
}
