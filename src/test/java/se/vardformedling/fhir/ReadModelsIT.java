package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;

@NodeIT
class ReadModelsIT {
  private static final String OTHER_PLACE =
      "update vf.offer set unit_id = :unit where service_id = 'falun-knaprotes'";

  @Autowired ReadModels readModels;
  @Autowired JdbcClient sql;

  @Test
  void the_check_finds_a_planted_row_and_a_changed_one_and_leaves_all_as_it_was() {
    sql.sql(
            """
            insert into vf.hsa_holder (type, hsa_id, resource_id, shared)
            values ('Organization', 'PLANTED', 'one', false), ('Organization', 'PLANTED', 'two', true)
            """)
        .update();
    sql.sql("insert into vf.party (organization_id, name) values ('planted', 'Nobody')").update();
    sql.sql(OTHER_PLACE).param("unit", "unit-mora").update();
    try {
      assertThat(readModels.differences())
          .satisfiesExactly(
              shared ->
                  assertThat(shared)
                      .isEqualTo("Organization: one, two are active and have the same HSA-id"),
              missing ->
                  assertThat(missing)
                      .startsWith("vf.offer is there and should not be: {")
                      .contains(
                          "\"service_id\": \"falun-knaprotes\"", "\"unit_id\": \"unit-mora\""),
              extra ->
                  assertThat(extra)
                      .startsWith("vf.offer should be there and is not: {")
                      .contains("\"unit_id\": \"unit-falun\""),
              planted ->
                  assertThat(planted)
                      .isEqualTo(
                          "vf.party is there and should not be: {\"name\": \"Nobody\", \"active\": true, \"county\": null,"
                              + " \"hsa_id\": null, \"part_of\": null, \"version\": 0, \"organization_id\": \"planted\"}"));
      assertThat(readModels.differences()).hasSize(4);
    } finally {
      sql.sql("delete from vf.hsa_holder where hsa_id = 'PLANTED'").update();
      sql.sql("delete from vf.party where organization_id = 'planted'").update();
      sql.sql(OTHER_PLACE).param("unit", "unit-falun").update();
    }
    assertThat(readModels.differences()).isEmpty();
  }
}
