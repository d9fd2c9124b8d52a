package se.vardformedling.web.cases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.vardformedling.referral.Attention;
import se.vardformedling.referral.Attention.Handled;
import se.vardformedling.referral.CaseList.Question;
import se.vardformedling.referral.CaseSort;
import se.vardformedling.referral.Turn;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;

/** What the list's form asks, read out of an address; nonsense narrows nothing, and is told. */
public record CaseQuestion(Address address) {
  static final int PAGE = 100;
  private static final int FILE = 5000;
  private static final Map<String, Handled> HANDLED =
      Map.of("mina", Handled.BY_ME, "ingen", Handled.BY_NOBODY);

  public Optional<Integer> step() {
    return Optional.of(text("steg")).filter(t -> t.matches("[0-5]")).map(Integer::valueOf);
  }

  public Optional<Integer> dueWithin() {
    return number("forfaller");
  }

  public boolean ended() {
    return text("avslutade").equals("ja");
  }

  /** {@code mina}, {@code ingen} or empty for all. */
  public String handler() {
    return HANDLED.containsKey(text("ansvarig")) ? text("ansvarig") : "";
  }

  /** Whom the case waits for. */
  public Optional<Turn> turn() {
    return Turn.named(text("vantarpa"));
  }

  /** More whole days than these in its state. */
  public Optional<Integer> stillFor() {
    return number("stilla");
  }

  public String words() {
    return text("sok");
  }

  /** What was asked for and not understood: names of the form. */
  List<String> ignored() {
    Map<String, Boolean> understood =
        Map.of(
            "ansvarig", !handler().isEmpty(),
            "forfaller", dueWithin().isPresent(),
            "steg", step().isPresent(),
            "stilla", stillFor().isPresent(),
            "vantarpa", turn().isPresent());
    return understood.entrySet().stream()
        .filter(one -> !text(one.getKey()).isBlank() && !one.getValue())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  public String file() {
    return text("som");
  }

  /** Pages from 0. */
  public int page() {
    return number("sida").orElse(1) - 1;
  }

  /** What a page shows, or all that a file holds. */
  public Question question() {
    boolean file = Exports.known(file());
    return new Question(
        step(),
        Set.of(),
        ended(),
        dueWithin(),
        Optional.empty(),
        words(),
        sort(),
        file ? 0 : page() * PAGE,
        file ? FILE : PAGE,
        new Attention(HANDLED.getOrDefault(handler(), Handled.BY_ANYBODY), turn(), stillFor()));
  }

  /** Of all the cases, not of those on a page; the table's columns have the same names. */
  private CaseSort sort() {
    return switch (text("sortera")) {
      case "-kvar" -> CaseSort.DUE_LAST;
      case "vantat" -> CaseSort.WAITING_LAST;
      case "-vantat" -> CaseSort.WAITING;
      case "sedan", "-vantarpa" -> CaseSort.UNTOUCHED;
      case "-sedan", "vantarpa" -> CaseSort.TOUCHED;
      default -> words(text("sortera"));
    };
  }

  private static CaseSort words(String column) {
    return switch (column) {
      case "arende" -> CaseSort.CASE;
      case "-arende" -> CaseSort.CASE_LAST;
      case "vard" -> CaseSort.CARE;
      case "-vard" -> CaseSort.CARE_LAST;
      case "lage" -> CaseSort.STATE;
      case "-lage" -> CaseSort.STATE_LAST;
      default -> people(column);
    };
  }

  private static CaseSort people(String column) {
    return switch (column) {
      case "ansvarig" -> CaseSort.HANDLER;
      case "-ansvarig" -> CaseSort.HANDLER_LAST;
      case "fran" -> CaseSort.REQUESTER;
      case "-fran" -> CaseSort.REQUESTER_LAST;
      case "till" -> CaseSort.RECIPIENT;
      case "-till" -> CaseSort.RECIPIENT_LAST;
      case "handlingar" -> CaseSort.DOCUMENTS;
      case "-handlingar" -> CaseSort.DOCUMENTS_LAST;
      default -> CaseSort.DUE;
    };
  }

  private Optional<Integer> number(String name) {
    return Optional.of(text(name)).filter(t -> t.matches("[1-9]\\d{0,2}")).map(Integer::valueOf);
  }

  private String text(String name) {
    return address.said(name);
  }
}
