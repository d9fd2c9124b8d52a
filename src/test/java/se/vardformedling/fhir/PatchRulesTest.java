package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchRulesTest {
  @ParameterizedTest
  @CsvSource({
    "/id,id",
    "/resourceType,resourceType",
    "/meta/versionId,meta.versionId",
    "/meta/lastUpdated,meta.lastUpdated"
  })
  void what_the_server_gives_is_changed_by_no_step(String path, String place) {
    for (String step :
        new String[] {
          "'op':'add','path':'PATH','value':'7'",
          "'op':'replace','path':'PATH','value':'7'",
          "'op':'remove','path':'PATH'",
          "'op':'move','from':'/name','path':'PATH'",
          "'op':'move','from':'PATH','path':'/name'",
          "'op':'copy','from':'/name','path':'PATH'"
        }) {
      Refusal refusal =
          catchThrowableOfType(Refusal.class, () -> check(step.replace("PATH", path)));

      assertThat(refusal.issues())
          .as(step)
          .containsExactly(
              new Refusal.Issue(
                  Problem.VALUE_INVALID, place, "given by the server; no patch changes it"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'op':'test','path':'/id','value':'7'",
        "'op':'test','path':'/meta/versionId','value':'7'",
        "'op':'copy','from':'/id','path':'/name'",
        "'op':'add','path':'/meta/tag','value':[]",
        "'op':'replace','path':'/meta','value':{'tag':[{'system':'urn:t','code':'a'}]}",
        "'op':'remove','path':'/modifierExtension'",
        "'op':'replace','path':'/identifier/0/id','value':'7'"
      })
  void it_may_be_tested_and_copied_and_what_stands_beside_it_changed(String step) {
    assertThatCode(() -> check(step)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'op':'replace','path':'/meta','value':{}",
        "'op':'replace','path':'/meta','value':'x'",
        "'op':'replace','path':'/meta','value':{'versionId':'9'}",
        "'op':'add','path':'/meta','value':{'tag':[],'lastUpdated':'2026-01-01'}",
        "'op':'remove','path':'/meta'",
        "'op':'copy','from':'/text','path':'/meta'",
        "'op':'move','from':'/meta','path':'/text'"
      })
  void all_that_is_said_of_a_resource_is_replaced_only_by_what_is_the_senders_to_say(String step) {
    assertThatThrownBy(() -> check(step)).hasMessage("value-invalid");
  }

  @Test
  void what_changes_the_meaning_of_the_rest_is_added_by_no_step() {
    assertThatThrownBy(
            () -> check("'op':'add','path':'/modifierExtension','value':[{'url':'urn:x'}]"))
        .hasMessage("unknown-element");
  }

  @Test
  void a_patch_of_another_kind_is_refused_in_a_bundle_as_by_itself() {
    for (Resource other :
        List.of(
            new Parameters(),
            new Organization(),
            new Binary().setContentType("application/fhir+json").setData(new byte[] {'[', ']'}),
            new Binary().setData(new byte[] {'[', ']'}))) {
      Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
      bundle
          .addEntry()
          .setResource(other)
          .getRequest()
          .setMethod(Bundle.HTTPVerb.PATCH)
          .setUrl("Organization/a");

      assertThatThrownBy(() -> BundleCheck.check(bundle)).hasMessage("unsupported-media-type");
    }
  }

  @Test
  void a_patch_in_a_bundle_is_judged_as_one_by_itself() {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    bundle
        .addEntry()
        .setResource(
            new Binary()
                .setContentType("application/json-patch+json")
                .setData("[{\"op\":\"remove\",\"path\":\"/id\"}]".getBytes(StandardCharsets.UTF_8)))
        .getRequest()
        .setMethod(Bundle.HTTPVerb.PATCH)
        .setUrl("Organization/a");

    assertThatThrownBy(() -> BundleCheck.check(bundle)).hasMessage("value-invalid");
  }

  private static void check(String step) {
    String body = "[{" + step.replace('\'', '"') + "}]";
    PatchRules.check(body.getBytes(StandardCharsets.UTF_8));
  }
}
