package se.vardformedling.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.vardformedling.collaboration.Checklist.Group;
import se.vardformedling.collaboration.Checklist.Option;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.collaboration.Checklist.Text;
import se.vardformedling.collaboration.ChecklistRules.State;

class ChecklistRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final Text TEXT = new Text("Fråga", "Question");

  private static Question question(String id, String kind, boolean required) {
    return new Question(id, kind, required, TEXT, List.of(new Option("s", "both", TEXT)));
  }

  @Test
  void it_is_a_draft_until_it_is_done_and_due_again_the_day_after_it_was_to_be_looked_over() {
    assertThat(ChecklistRules.state(false, Optional.of(TODAY.minusDays(9)), TODAY))
        .isEqualTo(State.DRAFT);
    assertThat(ChecklistRules.state(true, Optional.empty(), TODAY)).isEqualTo(State.DONE);
    assertThat(ChecklistRules.state(true, Optional.of(TODAY), TODAY)).isEqualTo(State.DONE);
    assertThat(ChecklistRules.state(true, Optional.of(TODAY.minusDays(1)), TODAY))
        .isEqualTo(State.EXPIRED);
  }

  @Test
  void only_what_must_be_answered_is_missing_and_blanks_are_no_answer() {
    Checklist checklist =
        new Checklist(
            List.of(
                new Group(
                    "g",
                    TEXT,
                    List.of(
                        question("a", "text", true),
                        question("b", "text", false),
                        question("c", "text", true)))));

    assertThat(ChecklistRules.missing(checklist, Map.of("c", "ja", "a", "  ")))
        .extracting(Question::id)
        .containsExactly("a");
  }

  @Test
  void an_answer_is_of_its_questions_kind_and_not_too_long() {
    for (Map.Entry<String, List<String>> good :
        Map.of(
                "text", List.of("", "två\nrader", "x".repeat(1000)),
                "string", List.of("x".repeat(200)),
                "date", List.of("2027-06-30"),
                "boolean", List.of("true", "false"),
                "choice", List.of("both"))
            .entrySet()) {
      good.getValue()
          .forEach(
              value ->
                  assertThat(ChecklistRules.answers(question("q", good.getKey(), true), value))
                      .as(good.getKey() + " " + value)
                      .isTrue());
    }
    for (Map.Entry<String, List<String>> bad :
        Map.of(
                "text", List.of("x".repeat(1001)),
                "string", List.of("x".repeat(201), "två\nrader"),
                "date", List.of("2027-02-30", "30/6", "1527-06-30"),
                "boolean", List.of("ja"),
                "choice", List.of("neither"))
            .entrySet()) {
      bad.getValue()
          .forEach(
              value ->
                  assertThat(ChecklistRules.answers(question("q", bad.getKey(), true), value))
                      .as(bad.getKey() + " " + value)
                      .isFalse());
    }
  }
}
