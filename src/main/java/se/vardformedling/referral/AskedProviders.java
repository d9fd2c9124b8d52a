package se.vardformedling.referral;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** Where a case stands already, for the broker who looks for a provider for it. */
@Component
public class AskedProviders {
  private final JdbcClient sql;
  private final CaseWords words;

  AskedProviders(JdbcClient sql, CaseWords words) {
    this.sql = sql;
    this.words = words;
  }

  /**
   * Where it stands.
   *
   * @param home Organization that referred, in whose queue the patient is
   * @param answers what those have answered who were asked, by HealthcareService
   */
  public record Asked(String home, Map<String, Answer> answers) {}

  /**
   * The newest of a provider's answers.
   *
   * @param open whether the inquiry stands, so that the same provider cannot be asked again
   */
  public record Answer(Coded state, boolean open) {}

  /** Empty for a case that is not of the broker's region, and for other roles. */
  @Transactional(readOnly = true)
  public Optional<Asked> of(Caller caller, String caseId, Locale language) {
    if (caller.role() != Role.VARDFORMEDLARE || caller.region().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> home =
        sql.sql(
                """
                select coalesce(n.requester_id, '') from vf.case_file f join vf.case_need n on n.case_id = f.case_id
                 where f.case_id = :case and f.region = :region
                """)
            .param("case", caseId)
            .param("region", caller.region().get())
            .query(String.class)
            .optional();
    return home.map(unit -> new Asked(unit, answers(caseId, language)));
  }

  private Map<String, Answer> answers(String caseId, Locale language) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    sql.sql(
            """
            select focus_id, state from vf.case_task
             where case_id = :case and kind = 'candidate-inquiry' and state <> 'draft' and focus_id is not null
             order by opened, task_id
            """)
        .param("case", caseId)
        .query(
            row -> {
              String state = row.getString("state");
              answers.put(
                  row.getString("focus_id"),
                  new Answer(
                      words.state(Kind.INQUIRY, state, language), !Machines.INQUIRY.ended(state)));
            });
    return answers;
  }
}
