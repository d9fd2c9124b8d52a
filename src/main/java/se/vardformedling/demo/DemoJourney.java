package se.vardformedling.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.vardformedling.demo.DemoCases.Story;
import se.vardformedling.demo.DemoCases.Until;

/** One case carried along over HTTP, each step by the persona whose it is. */
final class DemoJourney {
  private static final String BROKER = "broker-dalarna";
  private static final String CODES = "https://fhir.vardformedling.example/CodeSystem/";
  private static final Pattern CASE = Pattern.compile("sid/case-id\",\"value\":\"([^\"]*)\"");
  private static final Pattern TASK =
      Pattern.compile("\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  private static final Pattern VERSION = Pattern.compile("\"versionId\":\"(\\d+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> tokens = new HashMap<>();
  private final String base;
  private final LocalDate today;

  DemoJourney(String base, LocalDate today) {
    this.base = base;
    this.today = today;
  }

  void carry(Story story) throws IOException, InterruptedException {
    String caseId = first(CASE, post("referrer-dalarna", "/fhir/ServiceRequest", need(story)));
    String task = child(caseId, "broker-case");
    if (story.until() != Until.REGISTERED) {
      step(BROKER, task, "claim", "");
    }
    if (story.until().compareTo(Until.SEARCHING) >= 0) {
      step(BROKER, task, "assess", "");
      step(BROKER, task, "start-search", "");
    }
    if (story.until().compareTo(Until.ASKED) >= 0) {
      ask(story, caseId, task);
    }
  }

  private void ask(Story story, String caseId, String task)
      throws IOException, InterruptedException {
    String partOf = "\"partOf\":[{\"reference\":\"Task/" + task + "\"}],";
    String focus = "\"focus\":{\"reference\":\"HealthcareService/" + story.service() + "\"}";
    String inquiry =
        first(TASK, post(BROKER, "/fhir/Task", task("plan", "candidate-inquiry", partOf + focus)));
    if (story.until() == Until.ASKED) {
      return;
    }
    step(story.provider(), inquiry, "accept", day("earliest-date", today.plusDays(18)));
    if (story.until().compareTo(Until.OFFERED) < 0) {
      return;
    }
    String basedOn = "\"basedOn\":[{\"reference\":\"Task/" + inquiry + "\"}],";
    String offer =
        first(
            TASK,
            post(
                BROKER,
                "/fhir/Task",
                task("proposal", "patient-offer", partOf + basedOn + told())));
    if (story.until().compareTo(Until.ORDERED) >= 0) {
      step(BROKER, offer, "accept", "");
      step(BROKER, task, "select", "");
      order(story, child(caseId, "fulfill"));
    }
    if (story.until() == Until.FOLLOWED_UP) {
      step(BROKER, task, "follow-up", "");
    }
  }

  private void order(Story story, String order) throws IOException, InterruptedException {
    if (story.until().compareTo(Until.SCHEDULED) >= 0) {
      step(story.provider(), order, "accept", "");
      LocalDate day = story.until() == Until.SCHEDULED ? today.plusDays(12) : today;
      step(story.provider(), order, "schedule", day("date", day));
    }
    if (story.until().compareTo(Until.PERFORMED) >= 0) {
      step(story.provider(), order, "perform", day("performed-date", today));
    }
  }

  private String child(String caseId, String kind) throws IOException, InterruptedException {
    return first(
        TASK,
        send(request(BROKER, "/fhir/Task?code=" + kind + "&group-identifier=" + caseId).build()));
  }

  private void step(String persona, String task, String verb, String more)
      throws IOException, InterruptedException {
    String version = first(VERSION, send(request(persona, "/fhir/Task/" + task).build()));
    post(
        persona,
        "/fhir/Task/" + task + "/$transition",
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"transition\",\"valueCode\":\""
            + verb
            + "\"},{\"name\":\"version\",\"valueString\":\""
            + version
            + "\"}"
            + more
            + "]}");
  }

  private static String day(String input, LocalDate day) {
    return ",{\"name\":\"input\",\"part\":[{\"name\":\"type\",\"valueCoding\":{\"code\":\""
        + input
        + "\"}},{\"name\":\"value\",\"valueDate\":\""
        + day
        + "\"}]}";
  }

  private static String task(String intent, String kind, String more) {
    return "{\"resourceType\":\"Task\",\"status\":\"requested\",\"intent\":\"%s\",\"code\":{\"coding\":[{\"system\":\"%stask-kind\",\"code\":\"%s\"}]},%s}"
        .formatted(intent, CODES, kind, more);
  }

  /** What the patient has been told, in an offer. */
  private static String told() {
    String inputs =
        """
        {"type":{"coding":[{"system":"%1$s","code":"wait-home"}]},"valueInteger":120},
        {"type":{"coding":[{"system":"%1$s","code":"wait-offered"}]},"valueInteger":18},
        {"type":{"coding":[{"system":"%1$s","code":"travel-reimbursement"}]},"valueBoolean":true},
        {"type":{"coding":[{"system":"%1$s","code":"companion"}]},"valueBoolean":true},
        {"type":{"coding":[{"system":"%1$s","code":"consequence-of-no"}]},"valueBoolean":true},
        {"type":{"coding":[{"system":"%1$s","code":"contact"}]},"valueCode":"telephone"}
        """
            .formatted(CODES + "task-output");
    return "\"input\":[" + inputs + "]";
  }

  private String need(Story story) {
    return """
        {"resourceType":"ServiceRequest","status":"active","intent":"order","priority":"routine",
         "contained":[{"resourceType":"Group","id":"g","type":"person","actual":true,"characteristic":[
           {"code":{"coding":[{"system":"%1$sneed-characteristic","code":"home-region"}]},
            "valueCodeableConcept":{"coding":[{"system":"urn:oid:1.2.752.129.2.2.1.18","code":"20"}]},"exclude":false}]}],
         "subject":{"reference":"#g"},"requester":{"reference":"Organization/unit-mora"},
         "code":{"coding":[{"system":"urn:oid:1.2.752.116.1.3.2.1.4","code":"%2$s"}]},
         "extension":[{"url":"https://fhir.vardformedling.example/StructureDefinition/guarantee-clock","extension":[
           {"url":"kind","valueCode":"treatment"},{"url":"start","valueDate":"%3$s"}]}]}
        """
        .formatted(CODES, story.kva(), today.minusDays(story.days()));
  }

  private String post(String persona, String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(persona, path)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String persona, String path)
      throws IOException, InterruptedException {
    String token = tokens.get(persona);
    if (token == null) {
      token = send(HttpRequest.newBuilder(URI.create(base + "/demo/token/" + persona)).build());
      tokens.put(persona, token);
    }
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + token.strip());
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer.statusCode() + " " + request.uri().getPath());
    }
    return answer.body();
  }

  private static String first(Pattern what, String body) throws IOException {
    Matcher found = what.matcher(body);
    if (!found.find()) {
      throw new IOException("an answer without " + what);
    }
    return found.group(1);
  }
}
