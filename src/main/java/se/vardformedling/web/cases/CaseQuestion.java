package se.vardformedling.web.cases;

import java.util.Optional;
import java.util.Set;
import se.vardformedling.referral.CaseList.Question;
import se.vardformedling.referral.CaseSort;
import se.vardformedling.web.sheet.Address;

/** What the list's form asks, read out of an address; nonsense narrows nothing. */
public record CaseQuestion(Address address) {
  static final int PAGE = 100;

  public Optional<Integer> step() {
    return number("steg").filter(step -> step <= 5);
  }

  public Optional<Integer> dueWithin() {
    return number("forfaller");
  }

  public boolean ended() {
    return text("avslutade").equals("ja");
  }

  public String words() {
    return text("sok");
  }

  public String file() {
    return text("som");
  }

  /** Pages from 0. */
  public int page() {
    return number("sida").orElse(1) - 1;
  }

  public Question question() {
    return new Question(
        step(),
        Set.of(),
        ended(),
        dueWithin(),
        Optional.empty(),
        words(),
        sort(),
        page() * PAGE,
        PAGE);
  }

  /** Of all the cases, not of those on a page; the table's columns have the same names. */
  private CaseSort sort() {
    return switch (text("sortera")) {
      case "-kvar" -> CaseSort.DUE_LAST;
      case "vantat" -> CaseSort.WAITING_LAST;
      case "-vantat" -> CaseSort.WAITING;
      case "sedan" -> CaseSort.UNTOUCHED;
      case "-sedan" -> CaseSort.TOUCHED;
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
      case "fran" -> CaseSort.REQUESTER;
      case "-fran" -> CaseSort.REQUESTER_LAST;
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
