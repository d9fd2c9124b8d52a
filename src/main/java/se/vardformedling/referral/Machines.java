package se.vardformedling.referral;

import static se.vardformedling.referral.Actor.BR;
import static se.vardformedling.referral.Actor.RC;
import static se.vardformedling.referral.Actor.RP;
import static se.vardformedling.referral.Actor.SYS;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The four machines as tables: a new step is a new row. Rows and names follow the case design;
 * documents, holds and pauses of the patient are rows already, their timers and messages come with
 * later work.
 */
final class Machines {
  private static final String CANCEL = "cancel-reason";
  private static final String NEED = "need-status-reason";
  private static final Set<String> BEFORE_SELECTION =
      Set.of(
          "need-assessed",
          "searching",
          "inquiring",
          "provider-proposed",
          "patient-offered",
          "patient-accepted");
  private static final Set<String> WAITING =
      Set.of("awaiting-information", "patient-unavailable", "medically-paused");

  static final Machine CASE =
      new Machine(
          "case-state",
          states(
              "need-draft draft",
              "need-registered requested",
              "need-assessment received",
              "need-assessed accepted",
              "searching in-progress",
              "inquiring in-progress",
              "provider-proposed in-progress",
              "patient-offered in-progress",
              "patient-accepted in-progress",
              "provider-selected in-progress",
              "documents-sent in-progress",
              "documents-received in-progress",
              "scheduled in-progress",
              "performed in-progress",
              "followed-up in-progress",
              "settled completed",
              "awaiting-information on-hold",
              "patient-unavailable on-hold",
              "medically-paused on-hold",
              "need-declined rejected",
              "closed-home-unit completed",
              "closed-withdrawn cancelled",
              "closed-patient-declined cancelled",
              "closed-no-provider failed",
              "entered-in-error entered-in-error"),
          List.of(
              row("C02", "register", Set.of("need-draft"), "need-registered", RC, BR),
              row("C03", "claim", Set.of("need-registered"), "need-assessment", BR),
              row("C04", "decline", Set.of("need-assessment"), "need-declined", BR).because(NEED),
              row(
                  "C05",
                  "request-information",
                  with(BEFORE_SELECTION, "need-assessment"),
                  "awaiting-information",
                  BR),
              row("C06", "resume", Set.of("awaiting-information"), Machine.PREVIOUS, RC, BR),
              row("C07", "assess", Set.of("need-assessment"), "need-assessed", BR),
              row("C08", "start-search", Set.of("need-assessed"), "searching", BR, SYS),
              row("C09", "", Set.of("searching"), "inquiring", SYS),
              row("C10", "", Set.of("inquiring"), "provider-proposed", SYS),
              row("C11", "", Set.of("inquiring", "provider-proposed"), "searching", SYS),
              row("C12", "", Set.of("provider-proposed"), "patient-offered", SYS),
              row("C13", "", Set.of("patient-offered"), "patient-accepted", SYS),
              row("C14", "", Set.of("patient-offered"), "searching", SYS),
              row("C16", "select", Set.of("patient-accepted"), "provider-selected", BR),
              row("C17", "documents-sent", Set.of("provider-selected"), "documents-sent", RC),
              row("C18", "documents-received", Set.of("documents-sent"), "documents-received", RC),
              row(
                  "C19",
                  "",
                  Set.of("provider-selected", "documents-sent", "documents-received"),
                  "scheduled",
                  SYS),
              row(
                  "C20",
                  "",
                  Set.of("provider-selected", "documents-sent", "documents-received", "scheduled"),
                  "performed",
                  SYS),
              row("C21", "follow-up", Set.of("performed"), "followed-up", RC, BR),
              row("C22", "settle", Set.of("followed-up"), "settled", BR),
              row("C23a", "pause-by-patient", BEFORE_SELECTION, "patient-unavailable", BR)
                  .needs("offered-date", "informed-date", "refused-date"),
              row("C23b", "pause-medical", BEFORE_SELECTION, "medically-paused", BR)
                  .needs("assessed-date"),
              row(
                  "C24",
                  "resume",
                  Set.of("patient-unavailable", "medically-paused"),
                  Machine.PREVIOUS,
                  BR),
              row(
                  "C25",
                  "",
                  Set.of("provider-selected", "documents-sent", "documents-received", "scheduled"),
                  "searching",
                  SYS),
              row(
                  "C26",
                  "close-home-unit",
                  union(BEFORE_SELECTION, WAITING),
                  "closed-home-unit",
                  RC,
                  BR),
              row(
                      "C27",
                      "withdraw",
                      with(
                          union(BEFORE_SELECTION, WAITING),
                          "need-draft",
                          "need-registered",
                          "need-assessment"),
                      "closed-withdrawn",
                      RC,
                      BR)
                  .because(CANCEL),
              row(
                      "C28",
                      "withdraw",
                      Set.of("provider-selected", "documents-sent", "documents-received"),
                      "closed-withdrawn",
                      BR)
                  .because(CANCEL),
              row(
                      "C30",
                      "patient-declined",
                      Set.of("patient-offered"),
                      "closed-patient-declined",
                      BR)
                  .because("patient-decline-reason"),
              row("C34", "no-provider", Set.of("searching", "inquiring"), "closed-no-provider", BR)
                  .because(NEED),
              row(
                      "C35",
                      "enter-in-error",
                      with(
                          union(BEFORE_SELECTION, WAITING),
                          "need-draft",
                          "need-registered",
                          "need-assessment",
                          "provider-selected",
                          "documents-sent",
                          "documents-received",
                          "scheduled"),
                      "entered-in-error",
                      RC)
                  .because(CANCEL),
              row("C37", "", Set.of("provider-proposed"), "inquiring", SYS),
              row("C38", "", Set.of("patient-offered", "patient-accepted"), "searching", SYS)));

  static final Machine INQUIRY =
      new Machine(
          "inquiry-state",
          states(
              "requested requested",
              "received received",
              "offer-made accepted",
              "declined rejected",
              "withdrawn cancelled",
              "offer-withdrawn rejected",
              "expired failed",
              "selected completed",
              "not-selected cancelled"),
          List.of(
              row("I03", "receive", Set.of("requested"), "received", RP),
              row("I04", "accept", Set.of("requested", "received"), "offer-made", RP)
                  .needs("earliest-date"),
              row("I05", "reject", Set.of("requested", "received"), "declined", RP)
                  .because("inquiry-reject-reason"),
              row(
                  "I08",
                  "withdraw",
                  Set.of("requested", "received", "offer-made"),
                  "withdrawn",
                  BR),
              row("I09", "withdraw-offer", Set.of("offer-made"), "offer-withdrawn", RP)
                  .because("inquiry-reject-reason"),
              row("I10", "", Set.of("offer-made"), "selected", SYS),
              row("I11", "", Set.of("requested", "received", "offer-made"), "not-selected", SYS)));

  static final Machine OFFER =
      new Machine(
          "offer-state",
          states(
              "requested requested",
              "received received",
              "accepted accepted",
              "rejected rejected",
              "no-answer failed",
              "cancelled cancelled"),
          List.of(
              row("P03", "reach", Set.of("requested"), "received", BR),
              row("P04", "accept", Set.of("requested", "received"), "accepted", BR),
              row("P05", "reject", Set.of("requested", "received"), "rejected", BR)
                  .because("patient-decline-reason"),
              row("P07", "cancel", Set.of("requested", "received"), "cancelled", BR, SYS)));

  static final Machine ORDER =
      new Machine(
          "order-state",
          states(
              "order-sent requested",
              "order-received received",
              "order-accepted accepted",
              "declined rejected",
              "scheduled in-progress",
              "performed completed",
              "unable-to-perform failed",
              "returned failed",
              "cancelled cancelled"),
          List.of(
              row("O02", "receive", Set.of("order-sent"), "order-received", RP),
              row("O03", "accept", Set.of("order-sent", "order-received"), "order-accepted", RP),
              row("O04", "reject", Set.of("order-sent", "order-received"), "declined", RP)
                  .because("order-fail-reason"),
              row("O05", "schedule", Set.of("order-accepted"), "scheduled", RP).needs("date"),
              row("O06", "reschedule", Set.of("scheduled"), "scheduled", RP).needs("date"),
              row("O11", "perform", Set.of("order-accepted", "scheduled"), "performed", RP)
                  .needs("performed-date"),
              row("O12", "fail", Set.of("order-accepted"), "unable-to-perform", RP)
                  .because("order-fail-reason"),
              row("O13", "return", Set.of("scheduled"), "returned", RP)
                  .because("order-fail-reason"),
              row(
                  "O14",
                  "",
                  Set.of("order-sent", "order-received", "order-accepted", "scheduled"),
                  "cancelled",
                  SYS)));

  private Machines() {}

  private static Move row(String id, String verb, Set<String> from, String to, Actor... actors) {
    return new Move(id, verb, from, to, Set.of(actors), List.of(), Optional.empty());
  }

  private static Set<String> with(Set<String> some, String... more) {
    return union(some, Set.of(more));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, String> states(String... pairs) {
    Map<String, String> states = new LinkedHashMap<>();
    Arrays.stream(pairs).map(pair -> pair.split(" ")).forEach(pair -> states.put(pair[0], pair[1]));
    return states;
  }
}
