package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rights as they were agreed, written out; a cell that no line names is denied. */
class PolicyTest {
  static final List<String> TYPES =
      List.of(
          ("Organization Location HealthcareService OrganizationAffiliation Endpoint Practitioner PractitionerRole"
                  + " Contract Group ServiceRequest Task Communication DocumentReference Measure MeasureReport Invoice"
                  + " Questionnaire QuestionnaireResponse Subscription AuditEvent Provenance CodeSystem ValueSet"
                  + " ConceptMap NamingSystem StructureDefinition SearchParameter OperationDefinition"
                  + " CapabilityStatement Patient Binary Bundle")
              .split(" "));

  /** c create, r read and search, u update and patch, o operations. */
  private static final String AGREED =
      """
      type                     broker  referrer  receiver  controller  catalogue  analyst  log-reviewer     journal
      Organization             r       r         r         r           cru        -        -                r
      Location                 r       r         r         r           cru        -        -                r
      HealthcareService        ro      r         r         r           cru        -        -                r
      OrganizationAffiliation  r       r         r         r           cru        -        -                r
      Endpoint                 r       r         r         r           cru        -        -                r
      Practitioner             r       r         r         r           cru        -        -                r
      PractitionerRole         r       r         r         r           cru        -        -                r
      Contract                 ro      -         ro        cruo        -          -        -                -
      MeasureReport            r       -         r         r           -          r        -                -
      ServiceRequest           cru     cru       r         -           -          -        -                cru
      Task                     cruo    ruo       cruo      -           -          -        -                ruo
      Subscription             cru     cru       cru       cru         -          -        -                cru
      AuditEvent               -       -         -         -           -          -        ro               -
      CodeSystem               ro      ro        ro        ro          ro         ro       ro               ro
      ValueSet                 ro      ro        ro        ro          ro         ro       ro               ro
      ConceptMap               ro      ro        ro        ro          ro         ro       ro               ro
      NamingSystem             ro      ro        ro        ro          ro         ro       ro               ro
      StructureDefinition      ro      ro        ro        ro          ro         ro       ro               ro
      SearchParameter          ro      ro        ro        ro          ro         ro       ro               ro
      OperationDefinition      ro      ro        ro        ro          ro         ro       ro               ro
      CapabilityStatement      ro      ro        ro        ro          ro         ro       ro               ro
      Measure                  ro      ro        ro        ro          ro         ro       ro               ro
      Questionnaire            ro      ro        ro        ro          ro         ro       ro               ro
      QuestionnaireResponse    cru     -         ru        cru         -          -        -                -
      """;

  private static final Map<String, Role> ROLES =
      Map.of(
          "broker", Role.VARDFORMEDLARE,
          "referrer", Role.REMITTENT,
          "receiver", Role.MOTTAGARE,
          "controller", Role.AVTALSCONTROLLER,
          "catalogue", Role.KATALOGFORVALTARE,
          "analyst", Role.ANALYTIKER,
          "log-reviewer", Role.LOGGRANSKARE,
          "journal", Role.JOURNALSYSTEM);

  @Test
  void every_role_may_do_exactly_what_was_agreed() {
    List<String> wrong = new ArrayList<>();
    List<String> heads = cells(AGREED.lines().findFirst().orElseThrow());
    for (String type : TYPES) {
      List<String> row =
          AGREED
              .lines()
              .map(PolicyTest::cells)
              .filter(r -> r.get(0).equals(type))
              .findFirst()
              .orElse(List.of(type, "-", "-", "-", "-", "-", "-", "-", "-"));
      for (int column = 1; column < heads.size(); column++) {
        Role role = ROLES.getOrDefault(heads.get(column), Role.ANONYMOUS);
        for (Action action : Action.values()) {
          boolean agreed = row.get(column).contains(letter(action));
          if (Policy.NATIONAL.allows(role, action, type) != agreed) {
            wrong.add(role + " " + action + " " + type + " agreed: " + agreed);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void nobody_without_a_role_may_do_anything() {
    for (String type : TYPES) {
      for (Action action : Action.values()) {
        assertThat(Policy.NATIONAL.allows(Role.ANONYMOUS, action, type))
            .as(action + " " + type)
            .isFalse();
      }
    }
  }

  @Test
  void a_bundles_entry_is_read_in_one_way_or_not_at_all() {
    assertThat(Entries.read("GET", "Task/a/_history/1", false).orElseThrow().id()).isEqualTo("a");
    assertThat(Entries.read("PUT", "Task?code=x", false).orElseThrow().conditional()).isTrue();
    for (String url :
        List.of(
            "http://127.0.0.1/fhir/Task/a",
            "https://elsewhere.example/Task",
            "//Task/a",
            "../Task/a",
            "Organization/../Task/a",
            "Organization/..",
            "Task/%61",
            "Task/a/",
            "Task/a/b/c",
            "Task/_search",
            "_history",
            "$transition",
            "task/a",
            "Task\\a",
            "Task/a#x",
            " Task/a",
            "Task/a\nTask/b",
            "")) {
      assertThat(Entries.read("GET", url, false)).as(url).isEmpty();
    }
    assertThat(Entries.read("POST", "Task/a", false)).isEmpty();
    assertThat(Entries.read("PUT", "Task/a/_history/1", false)).isEmpty();
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.strip().split("\\s+"));
  }

  private static String letter(Action action) {
    return switch (action) {
      case CREATE -> "c";
      case READ -> "r";
      case UPDATE -> "u";
      case OPERATE -> "o";
    };
  }
}
