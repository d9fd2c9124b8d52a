package se.vardformedling.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.vardformedling.collaboration.Checklist.Group;
import se.vardformedling.collaboration.Checklist.Option;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.collaboration.Checklist.Text;
import se.vardformedling.collaboration.ChecklistRules.Signed;
import se.vardformedling.collaboration.ChecklistRules.State;

class ChecklistRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final Text TEXT = new Text("Fråga", "Question");

  private static Question question(String id, String kind, boolean required) {
    return new Question(id, kind, required, TEXT, List.of(new Option("s", "both", TEXT)));
  }

  @Test
  void it_is_a_draft_until_it_is_done_and_due_again_the_day_after_it_was_to_be_looked_over() {
    assertThat(ChecklistRules.state(false, 0, Optional.of(TODAY.minusDays(9)), TODAY))
        .isEqualTo(State.DRAFT);
    assertThat(ChecklistRules.state(false, 1, Optional.empty(), TODAY)).isEqualTo(State.SIGNED);
    assertThat(ChecklistRules.state(true, 2, Optional.empty(), TODAY)).isEqualTo(State.DONE);
    assertThat(ChecklistRules.state(true, 2, Optional.of(TODAY), TODAY)).isEqualTo(State.DONE);
    assertThat(ChecklistRules.state(true, 2, Optional.of(TODAY.minusDays(1)), TODAY))
        .isEqualTo(State.EXPIRED);
  }

  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final Signature REGION = signature("sender", "broker");
  private static final Signature UNIT = signature("receiver", "coordinator");
  private static final Signed NOBODY = new Signed(List.of(), false);
  private static final Signed ONE = new Signed(List.of(REGION), false);
  private static final Signed BOTH = new Signed(List.of(REGION, UNIT), true);

  private static Signature signature(String party, String who) {
    return new Signature(party, who, Optional.of("uppdrag"), NOW);
  }

  private static Optional<String> wrong(Signed was, Signed now, boolean same, Signature mine) {
    return ChecklistRules.wrong(was, now, same, Optional.of(mine));
  }

  @Test
  void each_signs_for_itself_and_it_is_done_when_both_have() {
    assertThat(wrong(NOBODY, ONE, true, REGION)).isEmpty();
    assertThat(wrong(ONE, BOTH, true, UNIT)).isEmpty();
    assertThat(wrong(NOBODY, ONE, true, UNIT)).contains("each signs for itself, now");
    assertThat(wrong(NOBODY, ONE, true, signature("sender", "colleague")))
        .contains("each signs for itself, now");
    assertThat(ChecklistRules.wrong(NOBODY, ONE, true, Optional.empty()))
        .contains("each signs for itself, now");
    Signature yesterday =
        new Signature("sender", "broker", Optional.of("uppdrag"), NOW.minusSeconds(86_400));
    assertThat(wrong(NOBODY, new Signed(List.of(yesterday), false), true, REGION))
        .contains("each signs for itself, now");
    Signature again = new Signature("sender", "broker", Optional.of("uppdrag"), NOW.plusSeconds(9));
    assertThat(wrong(ONE, new Signed(List.of(REGION, again), false), true, again))
        .contains("a party signs once");
    assertThat(wrong(NOBODY, new Signed(List.of(), true), true, REGION))
        .contains("done when both have signed");
    assertThat(wrong(ONE, new Signed(List.of(REGION, UNIT), false), true, UNIT))
        .contains("done when both have signed");
  }

  @Test
  void a_signature_is_taken_back_by_its_party_alone_and_not_when_both_have_signed() {
    assertThat(wrong(ONE, NOBODY, true, REGION)).isEmpty();
    assertThat(wrong(ONE, NOBODY, true, UNIT))
        .contains("a signature is taken back by its party, before the other has signed");
    assertThat(wrong(BOTH, new Signed(List.of(UNIT), false), true, REGION))
        .contains("a signature is taken back by its party, before the other has signed");
  }

  @Test
  void a_changed_answer_has_not_been_signed_and_what_was_done_before_signatures_stays_done() {
    assertThat(wrong(BOTH, NOBODY, false, REGION)).isEmpty();
    assertThat(wrong(ONE, ONE, false, REGION)).contains("a changed answer is not what was signed");
    Signed old = new Signed(List.of(), true);
    assertThat(wrong(old, old, true, REGION)).isEmpty();
    assertThat(wrong(old, old, false, REGION)).contains("done when both have signed");
    assertThat(wrong(old, NOBODY, false, REGION)).isEmpty();
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
