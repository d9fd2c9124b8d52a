package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import se.vardformedling.Asking;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Needs;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.issuer.DemoTokens;
import se.vardformedling.issuer.Persona;

/**
 * Every route there is, as the CapabilityStatement and the page mappings list them, for every role:
 * what a new module adds is tried without a line here.
 */
@NodeIT
class RoutesIT {
  private static final String JSON = "application/fhir+json";

  @LocalServerPort int port;
  @Autowired DemoTokens tokens;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private Api api;
  private final Map<String, Role> callers = new LinkedHashMap<>();

  /** One request; {@code letter} is the right it needs, or 401 and 405 for all if empty. */
  private record Route(Optional<Action> action, String method, String path, String body) {
    String name() {
      return method + " /fhir/" + path;
    }
  }

  @BeforeEach
  void connect() {
    api = new Api(port);
    callers.put("", Role.ANONYMOUS);
    Persona.ALL.forEach(persona -> callers.put(persona.id(), persona.role()));
    know("of-no-role", Role.ANONYMOUS);
  }

  private void know(String name, Role role) {
    api.know(name, tokens.tokenOf(new Persona(name, role, Optional.of("20"), Optional.empty())));
    callers.put(name, role);
  }

  @Test
  void every_fhir_route_is_open_to_exactly_the_roles_of_the_policy() throws IOException {
    List<String> wrong = new ArrayList<>();
    PolicyMatrix matrix = new PolicyMatrix();
    for (JsonNode resource :
        new Asking(port).send("GET", "/fhir/metadata", "").json().at("/rest/0/resource")) {
      String type = resource.at("/type").asText();
      for (Route route : routes(type, resource)) {
        callers.forEach(
            (caller, role) -> {
              String fault = fault(caller, role, type, route);
              matrix.route(caller, route.name(), fault, allowed(role, type, route));
              if (!fault.isEmpty()) {
                wrong.add(caller + ": " + route.name() + " " + fault);
              }
            });
      }
    }
    matrix.write(Path.of("target", "policy-matrix.html"));
    assertThat(wrong).isEmpty();
    assertThat(matrix.size()).isGreaterThan(2_000);
  }

  private static boolean allowed(Role role, String type, Route route) {
    return route.action().map(action -> Policy.NATIONAL.allows(role, action, type)).orElse(false);
  }

  private String fault(String caller, Role role, String type, Route route) {
    String content =
        route.method().equals("PATCH")
            ? "application/json-patch+json"
            : route.path().endsWith("_search") ? "application/x-www-form-urlencoded" : JSON;
    Api.Answer answer =
        api.send(
            caller,
            route.method(),
            "/fhir/" + route.path(),
            content,
            route.body(),
            "If-Match",
            "W/\"1\"");
    String got = answer.status() + " " + answer.problem();
    boolean right;
    if (caller.isEmpty()) {
      right = got.equals("401 token-missing");
    } else if (route.action().isEmpty()) {
      right = got.equals("405 delete-not-allowed");
    } else if (allowed(role, type, route)) {
      right = answer.status() != 401 && !answer.problem().equals("actor-not-allowed");
    } else {
      // An operation is offered for the type or for one resource, and the log has no history: the
      // other ways lead nowhere, for everybody.
      right =
          got.equals("403 actor-not-allowed")
              || ((route.action().equals(Optional.of(Action.OPERATE))
                      || route.path().matches("AuditEvent/.*/_history.*"))
                  && List.of(400, 404, 405).contains(answer.status()));
    }
    return right ? "" : got;
  }

  private static List<Route> routes(String type, JsonNode resource) {
    String one = type + "/" + UUID.randomUUID();
    String body = "{\"resourceType\":\"" + type + "\"}";
    String withId = body.replace("}", ",\"id\":\"" + one.substring(one.indexOf('/') + 1) + "\"}");
    List<Route> routes = new ArrayList<>();
    for (String read : List.of(type + "?_count=1", type + "?_summary=count", one)) {
      routes.add(new Route(Optional.of(Action.READ), "GET", read, ""));
    }
    routes.add(new Route(Optional.of(Action.READ), "POST", type + "/_search", "_count=1"));
    TreeSet<String> interactions = new TreeSet<>(resource.findValuesAsText("code"));
    if (interactions.contains("history-instance")) {
      routes.add(new Route(Optional.of(Action.READ), "GET", one + "/_history", ""));
      routes.add(new Route(Optional.of(Action.READ), "GET", one + "/_history/1", ""));
    }
    if (interactions.contains("create")) {
      routes.add(new Route(Optional.of(Action.CREATE), "POST", type, body));
      routes.add(new Route(Optional.of(Action.UPDATE), "PUT", one, withId));
      routes.add(
          new Route(
              Optional.of(Action.UPDATE),
              "PATCH",
              one,
              "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"sv\"}]"));
    }
    routes.add(new Route(Optional.empty(), "DELETE", one, ""));
    resource
        .at("/operation")
        .forEach(
            operation -> {
              String name = "/$" + operation.at("/name").asText().replace("$", "");
              String parameters = "{\"resourceType\":\"Parameters\"}";
              routes.add(new Route(Optional.of(Action.OPERATE), "GET", type + name, ""));
              routes.add(new Route(Optional.of(Action.OPERATE), "POST", type + name, parameters));
              routes.add(new Route(Optional.of(Action.OPERATE), "GET", one + name, ""));
              routes.add(new Route(Optional.of(Action.OPERATE), "POST", one + name, parameters));
            });
    return routes;
  }

  @Test
  void every_page_needs_sign_in_and_tells_nothing_of_a_case_that_is_not_ones_own()
      throws IOException {
    Api.Answer need = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee());
    String caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    List<String> wrong = new ArrayList<>();
    PolicyMatrix matrix = new PolicyMatrix();
    for (String page : pages()) {
      String path = page.replaceAll("\\{[^}]*}", caseId);
      Browser.Page stranger = new Browser(port).once(path);
      if (stranger.status() != 302 || !stranger.header("Location").equals("/signin")) {
        wrong.add("no session: " + page + " " + stranger.status());
      }
      for (Persona persona : Persona.ALL) {
        String fault = page.contains("{") ? tells(persona, page, caseId) : fails(persona, page);
        matrix.route(persona.id(), "page " + page, fault, true);
        if (!fault.isEmpty()) {
          wrong.add(persona.id() + ": " + page + " " + fault);
        }
      }
    }
    matrix.write(Path.of("target", "policy-matrix.html"));
    assertThat(pages()).contains("/app/me");
    assertThat(wrong).isEmpty();
  }

  private List<String> pages() {
    return mappings.getHandlerMethods().keySet().stream()
        .filter(
            mapping ->
                mapping.getMethodsCondition().isEmpty()
                    || mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
        .flatMap(mapping -> mapping.getPatternValues().stream())
        .filter(pattern -> pattern.equals("/app") || pattern.startsWith("/app/"))
        .sorted()
        .toList();
  }

  private final Map<String, Browser> browsers = new LinkedHashMap<>();

  private Browser as(Persona persona) {
    return browsers.computeIfAbsent(
        persona.id(),
        id -> {
          Browser browser = new Browser(port);
          browser.signIn(id, "/app/me");
          return browser;
        });
  }

  private String fails(Persona persona, String page) {
    int status = as(persona).once(page).status();
    return status < 500 ? "" : String.valueOf(status);
  }

  /** Who has nothing to do with the case gets what an ID gets that nobody has. */
  private String tells(Persona persona, String page, String caseId) {
    Browser.Page real = as(persona).once(page.replaceAll("\\{[^}]*}", caseId));
    boolean own =
        persona.region().equals(Optional.of("20"))
            && (persona.role() == Role.VARDFORMEDLARE || persona.role() == Role.REMITTENT);
    if (own) {
      return real.status() < 500 ? "" : String.valueOf(real.status());
    }
    String never = CaseId.mint().value();
    Browser.Page absent = as(persona).once(page.replaceAll("\\{[^}]*}", never));
    String one = real.status() + masked(real.body(), caseId);
    String other = absent.status() + masked(absent.body(), never);
    return one.equals(other) ? "" : real.status() + " and " + absent.status();
  }

  private static String masked(String body, String caseId) {
    return body.replace(caseId, "CASE")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("(_csrf\"[^>]*value=\"|X-CSRF-TOKEN[^:]*:[^A-Za-z0-9]*)[^\"&]*", "$1TOKEN");
  }

  @Test
  void a_page_of_somebody_elses_search_is_not_given() {
    for (int i = 0; i < 2; i++) {
      api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee());
    }
    String next =
        new Asking(port)
                .as("broker-dalarna", "GET", "/fhir/ServiceRequest?_count=1&status=active", "")
                .json()
                .at("/link")
                .findParents("relation")
                .stream()
                .filter(link -> link.at("/relation").asText().equals("next"))
                .map(link -> link.at("/url").asText())
                .findFirst()
                .orElseThrow();
    String path = next.substring(next.indexOf("/fhir"));
    Api.Answer never =
        api.get(
            "provider-falun", path.replaceAll("_getpages=[^&]*", "_getpages=" + UUID.randomUUID()));

    assertThat(api.get("broker-dalarna", path).body())
        .contains("\"resourceType\":\"ServiceRequest\"");
    for (String caller : List.of("provider-falun", "analyst", "controller-dalarna", "of-no-role")) {
      Api.Answer page = api.get(caller, path);
      assertThat(page.status()).as(caller).isEqualTo(never.status());
      assertThat(page.problem()).as(caller).isEqualTo(never.problem());
      assertThat(page.body()).as(caller).doesNotContain("ServiceRequest/");
    }
  }
}
