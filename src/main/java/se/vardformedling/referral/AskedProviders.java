package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.CriterionRules;

/** Where a case stands already and what it asks for, for the broker who seeks a provider for it. */
@Component
public class AskedProviders {
  private final JdbcClient sql;
  private final CaseFiles files;
  private final FhirStore store;
  private final CaseWords words;

  AskedProviders(JdbcClient sql, CaseFiles files, FhirStore store, CaseWords words) {
    this.sql = sql;
    this.files = files;
    this.store = store;
    this.words = words;
  }

  /**
   * Where it stands.
   *
   * @param home Organization that referred, in whose queue the patient is
   * @param answers what those have answered who were asked, by HealthcareService
   * @param due the last day of the guarantee
   * @param criteria what the provider must accept, the age band too, by criterion
   */
  public record Asked(
      String home,
      Map<String, Answer> answers,
      Optional<LocalDate> due,
      Map<String, String> criteria) {}

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
    return files
        .find(caseId)
        .filter(file -> file.region().equals(caller.region().get()))
        .map(file -> store.read(ServiceRequest.class, file.needId()))
        .map(
            need ->
                new Asked(
                    NeedResource.requester(need),
                    answers(caseId, language),
                    NeedResource.due(need),
                    criteria(need)));
  }

  /** As {@code $find-provider} takes them from a need. */
  private static Map<String, String> criteria(ServiceRequest need) {
    Map<String, String> criteria = new LinkedHashMap<>();
    NeedResource.criteria(need)
        .forEach(
            said -> criteria.put(said.type(), CriterionRules.plain(said.type(), said.value())));
    NeedResource.characteristic(need, "age-band")
        .map(Coding::getCode)
        .ifPresent(band -> criteria.put("age", band));
    return criteria;
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
