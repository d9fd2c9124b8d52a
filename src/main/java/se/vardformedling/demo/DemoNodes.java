package se.vardformedling.demo;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Reference;
import se.vardformedling.messaging.DemoKeys;

/** The two organisations of the demo that have a node of their own. */
final class DemoNodes {
  private static final String TYPES = "http://terminology.hl7.org/CodeSystem/";
  private static final String UNIT = "TSTNMT2321000156-VF000";
  static final String REGION = "region-dalarna";
  static final String PROVIDER = "demokliniken-goteborg";

  /** Which node takes the documents of which organisation. */
  private static final Map<String, String> TAKES =
      Map.of("unit-falun", REGION, "unit-mora", REGION, "unit-goteborg", PROVIDER);

  private DemoNodes() {}

  /**
   * The nodes.
   *
   * @param ports of their access points
   */
  static List<DemoKeys.Node> all(List<Integer> ports) {
    return List.of(
        new DemoKeys.Node(REGION, "127.0.0.1", ports.get(0), "20", List.of(UNIT + "1", UNIT + "2")),
        new DemoKeys.Node(PROVIDER, "127.0.0.1", ports.get(1), "14", List.of(UNIT + "3")));
  }

  /** Where their units take documents, for the national catalogue. */
  static List<Endpoint> endpoints(List<DemoKeys.Node> nodes) {
    return TAKES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            unit ->
                endpoint(
                    unit.getKey(),
                    nodes.stream()
                        .filter(node -> node.name().equals(unit.getValue()))
                        .findFirst()
                        .orElseThrow()))
        .toList();
  }

  private static Endpoint endpoint(String unit, DemoKeys.Node node) {
    Endpoint endpoint = new Endpoint();
    endpoint.setId("sdk-" + unit);
    endpoint.setStatus(Endpoint.EndpointStatus.ACTIVE);
    endpoint.setConnectionType(
        new Coding(TYPES + "endpoint-connection-type", "secure-email", null));
    endpoint.addPayloadType(
        new CodeableConcept(new Coding(TYPES + "endpoint-payload-type", "any", null)));
    endpoint.getPayloadMimeType().add(new CodeType("application/pdf"));
    endpoint.setManagingOrganization(new Reference("Organization/" + unit));
    endpoint.setAddress("sdk:" + node.participant() + "/" + node.function());
    return endpoint;
  }
}
