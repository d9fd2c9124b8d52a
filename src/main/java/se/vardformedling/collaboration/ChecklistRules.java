package se.vardformedling.collaboration;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.collaboration.Checklist.Question;

/** When a checklist is done, and what an answer may be. */
final class ChecklistRules {
  /** The day when the answers are to be looked over again. */
  static final String REVISED = "contact.revised";

  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_LINE = 200;

  private ChecklistRules() {}

  /** Where a checklist is. */
  enum State {
    DRAFT,
    DONE,
    /** It was done, and the day when it should have been looked over has passed. */
    EXPIRED
  }

  static State state(boolean completed, Optional<LocalDate> revised, LocalDate today) {
    if (!completed) {
      return State.DRAFT;
    }
    return revised.filter(today::isAfter).isPresent() ? State.EXPIRED : State.DONE;
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
