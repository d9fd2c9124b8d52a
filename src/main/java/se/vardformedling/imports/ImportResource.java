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
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Resources as they are kept beside a run, compared, and ended. */
@Component
class ImportResource {
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
      merged = CatalogueKeptResource.merged(old, now, silent);
    } else if (before instanceof Organization old && after instanceof Organization now) {
      merged = CatalogueKeptResource.merged(old, now, silent);
    } else if (before instanceof Location old && after instanceof Location now) {
      merged = CatalogueKeptResource.merged(old, now, silent);
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
