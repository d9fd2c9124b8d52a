package se.vardformedling.brokering;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import se.vardformedling.carerelation.CareUnitResource;

class NationalAddressResourceTest {
  private static final String UNIT = "TSTNMT2321000156-VF0002";

  @Test
  void a_unit_that_has_ended_or_had_the_id_before_is_not_the_one_that_is_written_to() {
    Organization now = organization("now", UNIT);
    Organization ended = organization("ended", UNIT);
    ended.setActive(false);
    Organization before = organization("before", "TSTNMT2321000156-VF0009");
    before
        .addIdentifier()
        .setSystem(CareUnitResource.HSA_ID)
        .setUse(Identifier.IdentifierUse.OLD)
        .setValue(UNIT);

    assertThat(NationalAddressResource.bearers(answer(before, ended, now), UNIT))
        .containsExactly(now);
    assertThat(NationalAddressResource.bearers(answer(ended, before), UNIT)).isEmpty();
    assertThat(NationalTaskResource.hsaId(before)).contains("TSTNMT2321000156-VF0009");
  }

  @Test
  void two_that_bear_the_same_id_are_both_told() {
    Organization one = organization("one", UNIT).setActive(true);
    Organization other = organization("other", UNIT);

    assertThat(NationalAddressResource.bearers(answer(one, other), UNIT))
        .containsExactly(one, other);
  }

  private static Organization organization(String id, String hsaId) {
    Organization organization = new Organization();
    organization.setId(id);
    organization.addIdentifier().setSystem(CareUnitResource.HSA_ID).setValue(hsaId);
    return organization;
  }

  private static Bundle answer(Resource... found) {
    Bundle answer = new Bundle();
    for (Resource one : found) {
      answer.addEntry().setResource(one);
    }
    return answer;
  }
}
