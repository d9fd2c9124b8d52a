package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import se.vardformedling.fhir.Transitions.Input;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.referral.EffectRules.Deed;
import se.vardformedling.referral.EffectRules.Item;
import se.vardformedling.referral.EffectRules.Then;

class EffectRulesTest {

  @Test
  void a_yes_falls_with_the_provider_that_the_patient_chose_though_another_still_stands() {
    Task offer = CaseTaskResource.make(Kind.OFFER, "c", "accepted");
    offer.setId("offer");
    offer.addBasedOn(new Reference("Task/chosen")).addBasedOn(new Reference("Task/other"));
    SaidResource.outputs(offer, List.of(new Input("inquiry", new CodeType("chosen"))));
    Item accepted = CaseTaskResource.item(offer);
    Item withdrawn = inquiry("chosen", "offer-withdrawn");
    List<Item> all = List.of(withdrawn, inquiry("other", "offer-made"), accepted);

    assertThat(EffectRules.after(withdrawn, Machines.INQUIRY.row("I09"), all))
        .containsExactly(new Then(Deed.MOVE, "offer", "P07b"));
  }

  @Test
  void an_offer_that_is_out_stands_as_long_as_one_of_its_providers_does() {
    Item withdrawn = inquiry("one", "offer-withdrawn");
    Item offer = new Item("offer", Kind.OFFER, "requested", List.of("one", "other"));

    assertThat(
            EffectRules.after(
                withdrawn,
                Machines.INQUIRY.row("I09"),
                List.of(withdrawn, inquiry("other", "offer-made"), offer)))
        .isEmpty();
  }

  @Test
  void what_a_provider_asked_that_was_not_chosen_need_not_be_answered() {
    Item chosen = inquiry("chosen", "offer-made");
    Item asking = inquiry("asking", "awaiting-information");
    Item question = new Item("question", Kind.INFORMATION, "requested", List.of("asking"));
    Item other = new Item("other", Kind.INFORMATION, "requested", List.of("case"));

    assertThat(EffectRules.selected("chosen", List.of(chosen, asking, question, other)))
        .containsExactly(
            new Then(Deed.MOVE, "chosen", "I10"),
            new Then(Deed.MOVE, "asking", "I11"),
            new Then(Deed.MOVE, "question", "Q03"));
  }

  @Test
  void a_time_that_is_written_as_a_day_is_not_out_before_the_day_is() {
    Task inquiry = CaseTaskResource.make(Kind.INQUIRY, "c", "requested");
    inquiry.getRestriction().getPeriod().setEndElement(new DateTimeType("2026-12-01"));

    assertThat(CaseTaskResource.ended(inquiry, Instant.parse("2026-12-01T22:59:00Z"))).isFalse();
    assertThat(CaseTaskResource.ended(inquiry, Instant.parse("2026-12-01T23:00:00Z"))).isTrue();
  }

  private static Item inquiry(String id, String state) {
    return new Item(id, Kind.INQUIRY, state, List.of());
  }
}
