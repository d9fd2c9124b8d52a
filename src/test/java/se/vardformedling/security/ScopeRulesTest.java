package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeRulesTest {

  @Test
  void only_scopes_for_systems_in_the_second_form_are_read() {
    assertThat(
            ScopeRules.of(
                "openid system/Task.rs system/*.read system/Task.sr user/Task.rs system/task.r"
                    + " SYSTEM/Task.r"))
        .containsExactly("system/Task.rs");
    assertThat(ScopeRules.of(List.of("system/*.cruds", 7))).containsExactly("system/*.cruds");
    assertThat(ScopeRules.of(null)).isEmpty();
  }

  @Test
  void a_scope_grants_its_letters_for_its_type() {
    Optional<Set<String>> scopes = Optional.of(Set.of("system/Task.rs", "system/Contract.u"));

    assertThat(ScopeRules.allow(scopes, "r", "Task")).isTrue();
    assertThat(ScopeRules.allow(scopes, "u", "Task")).isFalse();
    assertThat(ScopeRules.allow(scopes, "r", "Contract")).isFalse();
    assertThat(ScopeRules.allow(scopes, "rs", "ServiceRequest")).isFalse();
    assertThat(ScopeRules.allow(Optional.of(Set.of("system/*.")), "crus", "Task")).isFalse();
  }

  @Test
  void people_are_not_narrowed_and_systems_without_scopes_have_nothing() {
    assertThat(ScopeRules.allow(Optional.empty(), "c", "Task")).isTrue();
    assertThat(ScopeRules.allow(Optional.of(Set.of()), "r", "Task")).isFalse();
  }

  @Test
  void steps_of_a_task_need_the_right_to_change_it() {
    assertThat(ScopeRules.letters(Action.OPERATE, "Task")).isEqualTo("u");
    assertThat(ScopeRules.letters(Action.OPERATE, "HealthcareService")).isEqualTo("rs");
  }

  @Test
  void a_client_may_ask_for_less_than_it_is_registered_for_and_not_for_more() {
    Set<String> registered = Set.of("system/Task.rus", "system/*.r");

    assertThat(ScopeRules.within(registered, Set.of("system/Task.rs", "system/Contract.r")))
        .isTrue();
    assertThat(ScopeRules.within(registered, Set.of())).isTrue();
    assertThat(ScopeRules.within(registered, Set.of("system/Task.crus"))).isFalse();
    assertThat(ScopeRules.within(registered, Set.of("system/Contract.rs"))).isFalse();
    assertThat(ScopeRules.within(registered, Set.of("system/*.rs"))).isFalse();
    assertThat(ScopeRules.within(registered, Set.of("system/Task.r", "openid"))).isFalse();
  }
}
