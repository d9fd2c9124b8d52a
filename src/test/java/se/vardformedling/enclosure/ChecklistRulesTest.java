package se.vardformedling.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecklistRulesTest {

  @Test
  void the_checklist_of_an_eye_case_asks_for_an_eye_examination_and_counts_the_referral_as_there() {
    assertThat(ChecklistRules.checklist("ogon", Map.of(), Set.of("journalanteckning")).lines())
        .containsExactly(
            new Checklist.Line("remiss", true, true),
            new Checklist.Line("journalanteckning", true, true),
            new Checklist.Line("synundersokning", true, false),
            new Checklist.Line("bildunderlag", false, false),
            new Checklist.Line("lakemedelslista", false, false),
            new Checklist.Line("overkanslighet", false, false));
  }

  @Test
  void what_is_required_of_one_area_is_never_only_recommended_there() {
    assertThat(ChecklistRules.checklist("endoskopi", Map.of(), Set.of()).lines())
        .filteredOn(line -> line.kind().equals("lakemedelslista"))
        .containsExactly(new Checklist.Line("lakemedelslista", true, false));
  }

  @Test
  void only_required_documents_are_missed() {
    Checklist list =
        ChecklistRules.checklist("ortopedi", Map.of(), Set.of("provsvar", "annan-handling"));

    assertThat(list.missing()).containsExactly("journalanteckning", "bildsvar");
  }

  @Test
  void a_node_may_require_something_else_of_an_area() {
    Map<String, List<String>> own = Map.of("ogon", List.of("epikris"));

    assertThat(ChecklistRules.checklist("ogon", own, Set.of()).missing())
        .containsExactly("journalanteckning", "epikris");
    assertThat(ChecklistRules.checklist("horsel", own, Set.of()).missing())
        .containsExactly("journalanteckning", "audiogram");
  }

  @Test
  void an_area_nobody_has_thought_of_gets_what_everybody_needs() {
    assertThat(ChecklistRules.checklist("rymdmedicin", Map.of(), Set.of()).missing())
        .containsExactly("journalanteckning");
  }

  @Test
  void a_blocked_document_is_told_from_a_protected_person() {
    assertThat(ProtectionRules.blocked(Set.of("sparr"))).isTrue();
    assertThat(ProtectionRules.confidential(Set.of("sparr"))).isFalse();
    assertThat(ProtectionRules.confidential(Set.of("sekretessmarkering"))).isTrue();
    assertThat(ProtectionRules.confidential(Set.of("skyddad-folkbokforing"))).isTrue();
    assertThat(ProtectionRules.blocked(Set.of("HTEST"))).isFalse();
  }
}
