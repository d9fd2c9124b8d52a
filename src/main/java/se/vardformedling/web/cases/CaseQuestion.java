package se.vardformedling.web.cases;

import java.util.Optional;
import java.util.Set;
import se.vardformedling.referral.CaseList.Question;
import se.vardformedling.referral.CaseList.Sort;
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
        Sort.DUE,
        page() * PAGE,
        PAGE);
  }

  private Optional<Integer> number(String name) {
    return Optional.of(text(name)).filter(t -> t.matches("[1-9]\\d{0,2}")).map(Integer::valueOf);
  }

  private String text(String name) {
    return address.said(name);
  }
}
