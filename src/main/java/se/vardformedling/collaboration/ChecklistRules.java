package se.vardformedling.collaboration;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.vardformedling.collaboration.Checklist.Question;

/** When a checklist is done, what an answer may be, and who may sign. */
final class ChecklistRules {
  /** The day when the answers are to be looked over again. */
  static final String REVISED = "contact.revised";

  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_LINE = 200;

  /** How far a signature's time may be from when it comes. */
  private static final Duration NOW = Duration.ofMinutes(5);

  private ChecklistRules() {}

  /** Where a checklist is. */
  enum State {
    DRAFT,
    /** One of the two has signed the answers as they are. */
    SIGNED,
    DONE,
    /** It was done, and the day when it should have been looked over has passed. */
    EXPIRED
  }

  /**
   * Who has signed, and whether all is agreed.
   *
   * @param by one for each party
   */
  record Signed(Collection<Signature> by, boolean done) {
    boolean has(String party) {
      return by.stream().anyMatch(one -> one.party().equals(party));
    }

    boolean both() {
      return has(Signature.SENDER) && has(Signature.RECEIVER);
    }
  }

  static State state(
      boolean completed, int signatures, Optional<LocalDate> revised, LocalDate today) {
    if (!completed) {
      return signatures > 0 ? State.SIGNED : State.DRAFT;
    }
    return revised.filter(today::isAfter).isPresent() ? State.EXPIRED : State.DONE;
  }

  /**
   * What is wrong with a change of who has signed; empty when nothing is. Each signs for itself, on
   * the answers as they are; it may take that back until the other has signed too, which makes it
   * done.
   *
   * @param same whether the answers are the same before and after
   * @param mine what who changes it could sign now; empty for who is neither party
   */
  static Optional<String> wrong(Signed was, Signed now, boolean same, Optional<Signature> mine) {
    List<Signature> added = without(now.by(), was.by());
    List<Signature> removed = without(was.by(), now.by());
    if (!added.stream().allMatch(one -> mine.filter(own -> signs(own, one)).isPresent())) {
      return Optional.of("each signs for itself, now");
    }
    if (now.by().size() != now.by().stream().map(Signature::party).distinct().count()) {
      return Optional.of("a party signs once");
    }
    if (!same && now.by().size() > added.size()) {
      return Optional.of("a changed answer is not what was signed");
    }
    if (same && isTaken(was, removed, mine)) {
      return Optional.of("a signature is taken back by its party, before the other has signed");
    }
    return now.done() == now.both() || same && keeps(was, now)
        ? Optional.empty()
        : Optional.of("done when both have signed");
  }

  /** Whether a signature is taken away from who may have it, or by who may not. */
  private static boolean isTaken(Signed was, List<Signature> removed, Optional<Signature> mine) {
    boolean own =
        removed.stream()
            .allMatch(one -> mine.filter(me -> me.party().equals(one.party())).isPresent());
    return !removed.isEmpty() && (was.done() || !own);
  }

  /** One that was done before there were signatures stays so until an answer is changed. */
  private static boolean keeps(Signed was, Signed now) {
    return was.done() && was.by().isEmpty() && now.by().isEmpty();
  }

  private static boolean signs(Signature own, Signature one) {
    return own.party().equals(one.party())
        && own.who().equals(one.who())
        && own.commission().equals(one.commission())
        && Duration.between(own.at(), one.at()).abs().compareTo(NOW) <= 0;
  }

  private static List<Signature> without(Collection<Signature> all, Collection<Signature> others) {
    return all.stream().filter(one -> !others.contains(one)).collect(Collectors.toList());
  }

  /** The questions that must be answered and are not. */
  static List<Question> missing(Checklist checklist, Map<String, String> answers) {
    return checklist.questions().stream()
        .filter(Question::required)
        .filter(question -> answers.getOrDefault(question.id(), "").isBlank())
        .toList();
  }

  /** Whether it is an answer to the question; nothing is one too, until all must be answered. */
  static boolean answers(Question question, String value) {
    return value.isEmpty()
        || switch (question.kind()) {
          case "date" -> isDate(value);
          case "boolean" -> value.equals("true") || value.equals("false");
          case "choice" -> question.options().stream().anyMatch(o -> o.code().equals(value));
          case "text" -> value.length() <= LONGEST_TEXT;
          default -> value.length() <= LONGEST_LINE && value.lines().count() == 1;
        };
  }

  static Optional<LocalDate> revised(Map<String, String> answers) {
    return Optional.ofNullable(answers.get(REVISED))
        .filter(ChecklistRules::isDate)
        .map(LocalDate::parse);
  }

  private static boolean isDate(String value) {
    try {
      int year = LocalDate.parse(value).getYear();
      return year >= 2000 && year < 2100;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
