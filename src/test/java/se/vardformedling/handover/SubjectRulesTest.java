package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.identifier.CaseId;

class SubjectRulesTest {
  private final CaseId caseId = CaseId.mint();

  @ParameterizedTest
  @EnumSource(MessageKind.class)
  void what_one_node_writes_another_reads(MessageKind kind) {
    assertThat(SubjectRules.read(SubjectRules.write(caseId, kind)))
        .isEqualTo(new SubjectRules.Subject(Optional.of(caseId), kind, 1, 1));
    assertThat(SubjectRules.read(SubjectRules.write(caseId, kind) + " (del 2 av 3)"))
        .isEqualTo(new SubjectRules.Subject(Optional.of(caseId), kind, 2, 3));
  }

  @Test
  void a_subject_from_another_client_is_a_message_about_no_case() {
    assertThat(SubjectRules.read("Angående vårt samtal"))
        .isEqualTo(new SubjectRules.Subject(Optional.empty(), MessageKind.OTHER, 1, 1));
    assertThat(SubjectRules.read("begäran om KOMPLETTERING "))
        .isEqualTo(
            new SubjectRules.Subject(Optional.empty(), MessageKind.COMPLETION_REQUEST, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {" (del 3 av 2)", " (del 0 av 2)", " (del 1 av 0)"})
  void a_part_that_cannot_be_is_no_part(String wrong) {
    SubjectRules.Subject read =
        SubjectRules.read(SubjectRules.write(caseId, MessageKind.DOCUMENTS) + wrong);

    assertThat(read)
        .isEqualTo(new SubjectRules.Subject(Optional.of(caseId), MessageKind.DOCUMENTS, 1, 1));
  }

  @Test
  void all_messages_of_a_case_are_in_one_thread_and_no_two_cases_share_one() {
    String thread = ThreadRules.conversation(caseId);

    assertThat(thread)
        .isEqualTo(ThreadRules.conversation(new CaseId(caseId.value())))
        .isNotEqualTo(ThreadRules.conversation(CaseId.mint()))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void traces_that_agree_give_the_case_and_traces_that_do_not_give_none() {
    String one = caseId.value();
    String nothing = "dnr 17/2026";
    String other = CaseId.mint().value();

    assertThat(ThreadRules.belonging(List.of(one, nothing)))
        .isEqualTo(new ThreadRules.Belonging(Optional.of(caseId), false));
    assertThat(ThreadRules.belonging(List.of(one, one.toLowerCase(Locale.ROOT))))
        .isEqualTo(new ThreadRules.Belonging(Optional.of(caseId), false));
    assertThat(ThreadRules.belonging(List.of(one, other)))
        .isEqualTo(new ThreadRules.Belonging(Optional.empty(), true));
    assertThat(ThreadRules.belonging(List.of(nothing)))
        .isEqualTo(new ThreadRules.Belonging(Optional.empty(), false));
  }
}
