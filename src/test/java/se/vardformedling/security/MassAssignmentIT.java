package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;

/**
 * Every element that R4 gives a governed type is set by everybody who may see the resource: the
 * stored one never changes but where it is theirs to change.
 */
@NodeIT
class MassAssignmentIT {
  private static final Set<String> NOT_ELEMENTS =
      Set.of("id", "meta", "implicitRules", "contained", "extension", "modifierExtension");

  @LocalServerPort int port;
  @Autowired FhirContext fhir;
  private Api api;
  private IParser json;

  @BeforeEach
  void connect() {
    api = new Api(port);
    json = fhir.newJsonParser();
  }

  @Test
  void no_element_of_a_need_or_a_task_can_be_written_past_the_machine() {
    Cases cases = new Cases(api);
    String task = cases.accepted(cases.assessed());
    String theCase =
        api.get("broker-dalarna", "/fhir/Task/" + task)
            .first("\"basedOn\":\\[\\{\"reference\":\"ServiceRequest/([^\"]*)\"");

    assertThat(changed("ServiceRequest/" + theCase, List.of("referrer-dalarna", "broker-dalarna")))
        .as("what may still be said while the need is being met")
        .containsExactly(
            "referrer-dalarna priority",
            "referrer-dalarna occurrencePeriod",
            "broker-dalarna priority",
            "broker-dalarna occurrencePeriod");
    assertThat(changed("Task/" + task, List.of("broker-dalarna", "provider-goteborg"))).isEmpty();
  }

  @Test
  void no_element_of_an_agreement_can_be_written_by_its_users_or_its_provider() {
    assertThat(
            changed("Contract/avtal-20-goteborg", List.of("broker-dalarna", "provider-goteborg")))
        .isEmpty();
  }

  @Test
  void what_the_server_gives_a_resource_is_no_patchs_to_change() {
    String path = "/fhir/Organization/unit-mora";
    String before = api.get("catalogue-admin", path).body();
    List<String> answers = new ArrayList<>();
    for (String given : List.of("id", "resourceType", "meta/versionId", "meta/lastUpdated")) {
      for (String step :
          List.of(
              "\"op\":\"add\",\"path\":\"/%s\",\"value\":\"7\"",
              "\"op\":\"replace\",\"path\":\"/%s\",\"value\":\"7\"",
              "\"op\":\"remove\",\"path\":\"/%s\"",
              "\"op\":\"move\",\"from\":\"/%s\",\"path\":\"/alias/0\"",
              "\"op\":\"copy\",\"from\":\"/name\",\"path\":\"/%s\"")) {
        Api.Answer answer = patch(path, step.formatted(given));
        answers.add(answer.status() + " " + answer.problem());
      }
    }

    assertThat(answers).hasSize(20).containsOnly("422 value-invalid");
    assertThat(patch(path, "\"op\":\"test\",\"path\":\"/id\",\"value\":\"unit-mora\"").status())
        .isEqualTo(200);
    assertThat(api.get("catalogue-admin", path).body()).isEqualTo(before);
  }

  private Api.Answer patch(String path, String step) {
    return api.send(
        "catalogue-admin", "PATCH", path, "application/json-patch+json", "[{" + step + "}]");
  }

  /** Caller and element of each attempt that changed what is stored, or that we stumbled over. */
  private List<String> changed(String path, List<String> callers) {
    List<String> found = new ArrayList<>();
    String first = api.get(callers.get(0), "/fhir/" + path).body();
    Map<String, String> attempts = attempts((Resource) json.parseResource(first));
    assertThat(attempts).hasSizeGreaterThan(25);
    for (String caller : callers) {
      attempts.forEach(
          (element, body) -> {
            Api.Answer before = api.get(callers.get(0), "/fhir/" + path);
            Api.Answer answer =
                api.put(
                    caller,
                    "/fhir/" + path,
                    body,
                    "If-Match",
                    "W/\"" + before.first("\"versionId\":\"(\\d+)\"") + "\"");
            Api.Answer after = api.get(callers.get(0), "/fhir/" + path);
            if (!after.body().equals(before.body())) {
              found.add(caller + " " + element);
            }
            assertThat(answer.status()).as(caller + " " + element).isLessThan(500);
          });
    }
    return found;
  }

  /** The resource with one element set or replaced, by the element's name. */
  private Map<String, String> attempts(Resource stored) {
    Map<String, String> attempts = new LinkedHashMap<>();
    for (BaseRuntimeChildDefinition child : fhir.getResourceDefinition(stored).getChildren()) {
      if (!NOT_ELEMENTS.contains(child.getElementName())) {
        Resource copy = (Resource) json.parseResource(json.encodeResourceToString(stored));
        String name = child.getValidChildNames().iterator().next();
        child.getMutator().setValue(copy, sample(child, name, 0));
        attempts.put(name, json.encodeResourceToString(copy));
      }
    }
    return attempts;
  }

  private IBase sample(BaseRuntimeChildDefinition parent, String name, int depth) {
    BaseRuntimeElementDefinition<?> kind = parent.getChildByName(name);
    IBase value = kind.newInstance(parent.getInstanceConstructorArguments());
    if (value instanceof Enumeration<?> code) {
      choose(code);
    } else if (value instanceof IPrimitiveType<?> primitive) {
      primitive.setValueAsString(text(kind.getName()));
    } else if (value instanceof Reference reference) {
      reference.setReference("Organization/unit-falun");
    } else if (value instanceof Coding coding) {
      coding.setSystem("http://example.org/x").setCode("x");
    } else if (kind instanceof BaseRuntimeElementCompositeDefinition<?> composite && depth < 3) {
      composite.getChildren().stream()
          .filter(
              child ->
                  !Set.of("id", "extension", "modifierExtension").contains(child.getElementName()))
          .findFirst()
          .ifPresent(
              child ->
                  child
                      .getMutator()
                      .setValue(
                          value,
                          sample(child, child.getValidChildNames().iterator().next(), depth + 1)));
    }
    return value;
  }

  /** A code that the value set has and that is seldom what is stored. */
  private static void choose(Enumeration<?> value) {
    for (String code :
        List.of(
            "completed", "urgent", "proposal", "terminated", "negotiable", "policy", "generated")) {
      try {
        value.setValueAsString(code);
        return;
      } catch (IllegalArgumentException none) {
        // Not of this value set.
      }
    }
  }

  private static String text(String type) {
    return switch (type) {
      case "boolean" -> "true";
      case "date" -> "2031-01-01";
      case "dateTime", "instant" -> "2031-01-01T00:00:00Z";
      case "time" -> "12:00:00";
      case "integer", "positiveInt", "unsignedInt", "decimal" -> "7";
      case "uri", "url", "canonical", "oid", "uuid" -> "http://example.org/x";
      case "base64Binary" -> "eA==";
      case "xhtml" -> "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>";
      default -> "completed";
    };
  }
}
