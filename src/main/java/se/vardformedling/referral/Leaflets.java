package se.vardformedling.referral;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.OwnRows;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** When and how the patient of a case was given the leaflet. */
@Component
public class Leaflets {
  /** Ways a leaflet is given: on paper, by letter, in an e-service, read aloud. */
  public static final List<String> CHANNELS = List.of("paper", "letter", "e-service", "read-aloud");

  /** Versions of the leaflet: Swedish, plain Swedish, English. */
  public static final List<String> VERSIONS = List.of("sv", "latt", "en");

  /** The same note by the same person within this time is a button that was pressed twice. */
  private static final Duration TWICE = Duration.ofMinutes(1);

  private static final Set<Role> GIVING = Set.of(Role.VARDFORMEDLARE, Role.REMITTENT);

  private final FhirStore store;
  private final CaseFiles files;
  private final CaseRelations relations;
  private final JdbcClient sql;
  private final OwnRows rows;
  private final Clock clock;

  Leaflets(
      @Lazy FhirStore store,
      CaseFiles files,
      CaseRelations relations,
      JdbcClient sql,
      OwnRows rows,
      Clock clock) {
    this.store = store;
    this.files = files;
    this.relations = relations;
    this.sql = sql;
    this.rows = rows;
    this.clock = clock;
  }

  /** One time it was given. */
  public record Given(Instant at, String channel, String version, String role) {}

  /**
   * Notes that the patient has the leaflet now. {@link Problem#NOT_FOUND} for a case the caller may
   * not see, {@link Problem#ACTOR_NOT_ALLOWED} for who does not meet the patient.
   */
  @Transactional
  public void give(Caller caller, String caseId, String channel, String version) {
    rows.change("ServiceRequest/" + see(caller, caseId));
    if (!GIVING.contains(caller.role())) {
      throw Problem.ACTOR_NOT_ALLOWED.because("leaflet");
    }
    if (!CHANNELS.contains(channel) || !VERSIONS.contains(version)) {
      throw Problem.VALUE_INVALID.at("leaflet", String.join(", ", CHANNELS));
    }
    sql.sql(
            """
            insert into vf.case_leaflet (case_id, at, channel, version, subject, role)
            select :case, :at, :channel, :version, :subject, :role
             where not exists (select 1 from vf.case_leaflet before
                                where before.case_id = :case and before.channel = :channel
                                  and before.version = :version and before.subject = :subject
                                  and before.at > :since)
            """)
        .param("since", clock.instant().minus(TWICE).atOffset(ZoneOffset.UTC))
        .param("case", caseId)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("channel", channel)
        .param("version", version)
        .param("subject", caller.subject())
        .param("role", caller.role().claim())
        .update();
  }

  /** Every time, the oldest first; none for who does not meet the patient. */
  @Transactional(readOnly = true)
  public List<Given> of(Caller caller, String caseId) {
    if (!GIVING.contains(caller.role())) {
      return List.of();
    }
    see(caller, caseId);
    return sql.sql("select * from vf.case_leaflet where case_id = :case order by id")
        .param("case", caseId)
        .query(
            (row, n) ->
                new Given(
                    row.getTimestamp("at").toInstant(),
                    row.getString("channel"),
                    row.getString("version"),
                    row.getString("role")))
        .list();
  }

  /** The id of the case's need, if the caller may see it. */
  private String see(Caller caller, String caseId) {
    CaseFile file = files.find(caseId).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    if (!relations.maySee(caller, store.read(ServiceRequest.class, file.needId()))) {
      throw Problem.NOT_FOUND.because("");
    }
    return file.needId();
  }
}
