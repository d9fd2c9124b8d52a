package se.vardformedling.fault;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

/** One case from its need to its end; returns its case ID. */
final class Journey {
  private static final String BROKER = "broker-dalarna";
  private static final String PROVIDER = "provider-goteborg";
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Stockholm"));

  /** Code of the need and service that is asked, so that no agreement's volume runs out. */
  private static final List<List<String>> KINDS =
      List.of(
          List.of("NGB49", "goteborg-knaprotes"),
          List.of("NFB49", "goteborg-hoftprotes"),
          List.of("JAB01", "goteborg-ljumskbrack"));

  private final Door door;

  Journey(Door door) {
    this.door = door;
  }

  /**
   * Every third case is performed and settled, the others are withdrawn when the patient has said
   * yes.
   */
  static boolean performed(int number) {
    return number % 3 == 0;
  }

  String travel(int number) {
    List<String> kind = KINDS.get(number / 3 % KINDS.size());
    String caseId = register(kind.get(0));
    String task = task(BROKER, "broker-case", caseId);
    step(BROKER, task, "claim", "");
    step(BROKER, task, "assess", "");
    String inquiry = command(BROKER, "Task", Needs.inquiry(task, kind.get(1))).id();
    step(PROVIDER, inquiry, "accept", Needs.date("earliest-date", TODAY.plusDays(20)));
    String offer = command(BROKER, "Task", Needs.offer(task, inquiry)).id();
    step(BROKER, offer, "accept", "");
    if (performed(number)) {
      perform(caseId, task);
    } else {
      step(BROKER, task, "withdraw", Needs.reason("cancel-reason", "no-longer-needed"));
    }
    return caseId;
  }

  private void perform(String caseId, String task) {
    step(BROKER, task, "select", "");
    String order = task(PROVIDER, "fulfill", caseId);
    step(PROVIDER, order, "accept", "");
    step(PROVIDER, order, "schedule", Needs.date("date", TODAY.plusDays(30)));
    step(PROVIDER, order, "perform", Needs.date("performed-date", TODAY));
    step(BROKER, task, "follow-up", "");
    step(BROKER, task, "settle", "");
  }

  private String register(String code) {
    return command(
            "referrer-dalarna",
            "ServiceRequest",
            Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", code, ""))
        .first("sid/case-id\",\"value\":\"([^\"]*)\"");
  }

  private String task(String persona, String kind, String caseId) {
    return door.get(persona, "/fhir/Task?code=" + kind + "&group-identifier=" + caseId)
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  private void step(String persona, String task, String verb, String more) {
    String version = door.get(persona, "/fhir/Task/" + task).first("\"versionId\":\"(\\d+)\"");
    command(persona, "Task/" + task + "/$transition", Needs.step(verb, version, more));
  }

  private Api.Answer command(String persona, String path, String body) {
    return door.command(persona, "/fhir/" + path, body);
  }
}
