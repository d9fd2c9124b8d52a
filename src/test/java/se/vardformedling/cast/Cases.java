package se.vardformedling.cast;

import java.time.LocalDate;
import java.time.ZoneId;

/** Carries cases to where a test begins, over HTTP, as the demo's personas. */
public final class Cases {
  public static final String BROKER = "broker-dalarna";
  public static final String REFERRER = "referrer-dalarna";
  public static final String GOTEBORG = "provider-goteborg";
  private final Api api;

  public Cases(Api api) {
    this.api = api;
  }

  /** The case's Task. */
  public String registered() {
    return taskOf(api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee()));
  }

  public String taskOf(Api.Answer need) {
    String caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    return api.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  public String assessed() {
    String task = registered();
    done(step(BROKER, task, "claim", ""));
    done(step(BROKER, task, "assess", ""));
    return task;
  }

  /** An inquiry that the provider has said yes to. */
  public String accepted(String task) {
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    done(step(GOTEBORG, inquiry, "accept", Needs.date("earliest-date", today().plusDays(30))));
    return inquiry;
  }

  public String offer(String task, String inquiry) {
    Api.Answer made = api.post(BROKER, "/fhir/Task", Needs.offer(task, inquiry));
    done(made);
    return made.id();
  }

  /** A case whose patient has said yes. */
  public String chosen() {
    String task = assessed();
    done(step(BROKER, offer(task, accepted(task)), "accept", ""));
    return task;
  }

  /** A case with an order. */
  public String selected() {
    String task = chosen();
    done(step(BROKER, task, "select", ""));
    return task;
  }

  /** The latest Task of a kind of the case. */
  public String child(String task, String code) {
    String caseId =
        api.get(BROKER, "/fhir/Task/" + task).first("sid/case-id\",\"value\":\"([^\"]*)\"");
    return api.get(
            BROKER, "/fhir/Task?code=" + code + "&_sort=-_lastUpdated&group-identifier=" + caseId)
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  public Api.Answer step(String persona, String task, String verb, String more) {
    return api.post(
        persona,
        "/fhir/Task/" + task + "/$transition",
        Needs.step(verb, version(persona, task), more));
  }

  /** 1 for what the persona may not see. */
  public String version(String persona, String task) {
    Api.Answer now = api.get(persona, "/fhir/Task/" + task);
    return now.status() == 200 ? now.first("\"versionId\":\"(\\d+)\"") : "1";
  }

  public String state(String task) {
    return api.get(BROKER, "/fhir/Task/" + task)
        .first(
            "\"businessStatus\":\\{\"coding\":\\[\\{\"system\":\"[^\"]*\",\"code\":\"([^\"]*)\"");
  }

  public static LocalDate today() {
    return LocalDate.now(ZoneId.of("Europe/Stockholm"));
  }

  private static void done(Api.Answer answer) {
    if (answer.status() >= 300) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
  }
}
