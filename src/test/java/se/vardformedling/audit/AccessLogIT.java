package se.vardformedling.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Api.Answer;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

@NodeIT
class AccessLogIT {
  private static final String REFERRER = "referrer-dalarna";
  private static final String REVIEWER = "log-reviewer";
  private static final Caller LOOKING =
      new Caller(REVIEWER, Role.LOGGRANSKARE, Optional.of("20"), Optional.empty());

  @LocalServerPort private int port;
  @Autowired private JdbcClient sql;
  @Autowired private Seals seals;
  @Autowired private ApplicationContext context;
  @Autowired private LogReview review;
  private Api api;
  private final String request = UUID.randomUUID().toString();

  @BeforeEach
  void meet() {
    api = new Api(port);
  }

  private record Row(
      String region, String subject, String role, String action, int status, String outcome) {}

  @Test
  void a_change_is_logged_with_its_case_and_everything_it_changed() {
    Answer need = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee(), "X-Request-Id", request);
    String caseId = need.first("(VF-[0-9A-Z]{12})");

    assertThat(rows())
        .containsExactly(
            new Row("20", REFERRER, "remittent", "create ServiceRequest", 200, "done"));
    assertThat(column("case_ids")).containsExactly("{" + caseId + "}");
    assertThat(column("entities").get(0)).contains("ServiceRequest/" + need.id()).contains("Task/");
  }

  @Test
  void the_uppdrag_that_a_person_acts_under_is_logged_for_calls_and_for_pages() {
    api.get(REFERRER, "/fhir/Task?_count=1", "X-Request-Id", request);
    Browser browser = new Browser(port);
    browser.signIn(REFERRER, "/app/me");
    String page = UUID.randomUUID().toString();
    browser.once("/app/arenden", "X-Request-Id", page);

    assertThat(column("commission")).containsExactly("TSTNMT2321000156-U-" + REFERRER);
    assertThat(
            sql.sql("select commission from vf.access_log where request_id = :id::uuid")
                .param("id", page)
                .query(String.class)
                .list())
        .containsExactly("TSTNMT2321000156-U-" + REFERRER);
    Answer events = api.get(REVIEWER, "/fhir/AuditEvent?altid=" + REFERRER + "&_count=1");
    assertThat(events.body())
        .contains("\"type\":\"PractitionerRole\"", "TSTNMT2321000156-U-" + REFERRER);
  }

  @Test
  void a_read_is_logged_before_its_answer_leaves() {
    String need = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee()).id();

    api.get(REFERRER, "/fhir/ServiceRequest/" + need, "X-Request-Id", request);

    assertThat(rows())
        .containsExactly(new Row("20", REFERRER, "remittent", "read ServiceRequest", 200, "done"));
  }

  @Test
  void a_search_is_logged_with_what_it_showed_and_without_its_words() {
    api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee());

    api.get(REFERRER, "/fhir/ServiceRequest?status=active&_count=2", "X-Request-Id", request);

    assertThat(rows())
        .containsExactly(
            new Row("20", REFERRER, "remittent", "search-type ServiceRequest", 200, "done"));
    assertThat(column("entities").get(0)).contains("ServiceRequest/").doesNotContain("active");
  }

  @Test
  void a_page_is_logged_with_its_case_and_nothing_else_of_its_address() {
    String caseId =
        api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee()).first("(VF-[0-9A-Z]{12})");
    Browser browser = new Browser(port);
    browser.signIn("broker-dalarna", "/app/me");

    browser.once("/app/arenden/" + caseId + "?q=word", "X-Request-Id", request);

    assertThat(rows())
        .containsExactly(
            new Row("20", "broker-dalarna", "vardformedlare", "GET /app/arenden", 200, "done"));
    assertThat(column("case_ids")).containsExactly("{" + caseId + "}");
  }

  @Test
  void every_page_of_a_cases_extract_is_another_and_together_they_are_all_of_it() {
    String need =
        api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee()).first("(VF-[0-9A-Z]{12})");
    Browser reader = Browser.as(port, "broker-dalarna");
    for (int i = 0; i < 4; i++) {
      reader.once("/app/arenden/" + need);
    }
    LogReview.Found all = review.find(LOOKING, extract(need, 0, LogReview.MOST));

    assertThat(all.lines()).hasSize((int) all.total()).hasSizeGreaterThan(4);
    assertThat(
            Stream.of(
                    review.find(LOOKING, extract(need, 0, 3)),
                    review.find(LOOKING, extract(need, 3, LogReview.MOST)))
                .flatMap(found -> found.lines().stream()))
        .containsExactlyElementsOf(all.lines());
    Browser reviewer = Browser.as(port, REVIEWER);
    assertThat(reviewer.once("/app/logg?som=csv&arende=" + need).body().lines())
        .filteredOn(line -> line.contains(need + ";"))
        .hasSizeGreaterThanOrEqualTo(all.lines().size());
  }

  private static LogReview.Question extract(String caseId, int offset, int count) {
    return new LogReview.Question(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(caseId),
        false,
        count,
        offset);
  }

  @Test
  void a_refusal_is_logged() {
    api.get("catalogue-admin", "/fhir/Task/no-such-task", "X-Request-Id", request);

    assertThat(rows())
        .containsExactly(
            new Row("00", "catalogue-admin", "katalogforvaltare", "read Task", 403, "refused"));
  }

  @Test
  void a_call_without_a_token_is_logged_as_nobodys() {
    Answer refused = api.get("", "/fhir/Task/no-such-task", "X-Request-Id", request);

    assertThat(refused.status()).as(refused.body()).isEqualTo(401);
    assertThat(refused.headers().firstValue("X-Request-Id")).contains(request);
    assertThat(rows())
        .containsExactly(new Row("00", "anonymous", "anonymous", "GET", 401, "refused"));
  }

  @Test
  void a_change_that_is_refused_leaves_the_refusal_and_nothing_else() {
    api.post(
        REFERRER,
        "/fhir/ServiceRequest",
        Needs.knee().replace("NGB49", "XXX99"),
        "X-Request-Id",
        request);

    assertThat(rows())
        .containsExactly(
            new Row("20", REFERRER, "remittent", "create ServiceRequest", 422, "refused"));
  }

  @Test
  void the_programs_own_role_cannot_change_the_log() {
    assertThatThrownBy(() -> sql.sql("update vf.access_log set subject = 'x'").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> sql.sql("delete from vf.access_log").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> sql.sql("truncate vf.access_log").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> sql.sql("update vf.access_seal set hash = 'x'").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> sql.sql("update vf.case_event set subject = 'x'").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> sql.sql("delete from vf.case_event").update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void the_seals_hold_until_somebody_changes_removes_or_puts_in_a_row() throws SQLException {
    api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee(), "X-Request-Id", request);
    seals.seal();
    assertThat(seals.verify()).isEmpty();
    String where = "where request_id = '" + request + "'";

    asOwner("update vf.access_log set subject = 'somebody-else' " + where);
    assertThat(seals.verify()).hasSize(1);
    assertThat(seals.verify().get(0)).contains("Region 20").contains("was changed");
    asOwner("update vf.access_log set subject = '" + REFERRER + "' " + where);
    assertThat(seals.verify()).isEmpty();

    asOwner("create table vf.kept as select * from vf.access_log " + where);
    asOwner("delete from vf.access_log " + where);
    assertThat(seals.verify().get(0)).contains("rows were sealed");
    asOwner("alter table vf.access_log disable trigger access_log_number");
    asOwner("insert into vf.access_log select * from vf.kept");
    asOwner("alter table vf.access_log enable trigger access_log_number");
    asOwner("drop table vf.kept");
    assertThat(seals.verify()).isEmpty();
  }

  @Test
  void a_row_that_is_put_in_where_all_was_sealed_is_not_sealed_with_the_next_ones()
      throws SQLException {
    api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee(), "X-Request-Id", request);
    seals.seal();
    long free = sql.sql("select nextval('vf.access_number')").query(Long.class).single();
    api.get("broker-vastra-gotaland", "/fhir/Task?_count=1");
    seals.seal();
    asOwner(
        "create table vf.kept as select * from vf.access_log where id = " + column("id").get(0));
    asOwner("update vf.kept set id = " + free + ", request_id = gen_random_uuid()");
    asOwner("alter table vf.access_log disable trigger access_log_number");
    asOwner("insert into vf.access_log select * from vf.kept");
    asOwner("alter table vf.access_log enable trigger access_log_number");
    asOwner("drop table vf.kept");

    api.get(REFERRER, "/fhir/Task?_count=1");
    seals.seal();

    assertThat(seals.verify()).hasSize(1);
    assertThat(seals.verify().get(0)).contains("Region 20").contains("rows were sealed");
    asOwner("delete from vf.access_log where id = " + free);
    assertThat(seals.verify()).isEmpty();
  }

  @Test
  void a_reviewer_finds_who_has_seen_a_case_in_the_own_region() {
    Answer need = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee(), "X-Request-Id", request);
    String caseId = need.first("(VF-[0-9A-Z]{12})");
    api.get(REFERRER, "/fhir/ServiceRequest/" + need.id());

    Answer found =
        api.get(REVIEWER, "/fhir/AuditEvent?entity-name=" + caseId + "&date=ge2020-01-01");

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body())
        .contains("\"total\":2")
        .contains("read ServiceRequest")
        .contains("create ServiceRequest")
        .contains("\"altId\":\"referrer-dalarna\"")
        .contains(request);
    String id = found.first("\"resource\":\\{\"resourceType\":\"AuditEvent\",\"id\":\"([^\"]*)\"");
    assertThat(api.get(REVIEWER, "/fhir/AuditEvent/" + id).status()).isEqualTo(200);
  }

  @Test
  void what_is_asked_or_refused_about_a_case_is_found_by_its_case_id() {
    Cases cases = new Cases(api);
    String task = cases.assessed();
    String caseId = api.get("broker-dalarna", "/fhir/Task/" + task).first("(VF-[0-9A-Z]{12})");

    String clock = "/fhir/Task/" + task + "/$guarantee-clock";
    assertThat(api.get("broker-dalarna", clock, "X-Request-Id", request).status()).isEqualTo(200);
    assertThat(
            api.get(
                    "broker-dalarna",
                    "/fhir/Task/" + task + "/$available-transitions",
                    "X-Request-Id",
                    request)
                .status())
        .isEqualTo(200);
    assertThat(api.get("provider-goteborg", clock, "X-Request-Id", request).status())
        .isEqualTo(404);
    assertThat(
            api.post(
                    "broker-dalarna",
                    "/fhir/Task/" + task + "/$transition",
                    Needs.step("start-search", "1", ""),
                    "X-Request-Id",
                    request)
                .status())
        .isEqualTo(412);

    assertThat(column("case_ids"))
        .containsExactly(
            "{" + caseId + "}", "{" + caseId + "}", "{" + caseId + "}", "{" + caseId + "}");
  }

  @Test
  void who_came_to_a_regions_case_in_another_region_is_shown_to_its_reviewer() {
    Cases cases = new Cases(api);
    String task = cases.assessed();
    String inquiry = cases.accepted(task);
    String caseId = api.get("broker-dalarna", "/fhir/Task/" + task).first("(VF-[0-9A-Z]{12})");
    api.get("provider-goteborg", "/fhir/Task/" + inquiry, "X-Request-Id", request);

    for (String question : List.of("entity-name=" + caseId, "entity=Task/" + inquiry)) {
      Answer found =
          api.get(REVIEWER, "/fhir/AuditEvent?altid=provider-goteborg&_count=200&" + question);
      assertThat(found.body()).contains(request, "\"altId\":\"provider-goteborg\"", caseId);
    }
    long foreign =
        sql.sql("select id from vf.access_log where request_id = :id::uuid")
            .param("id", request)
            .query(Long.class)
            .single();
    assertThat(api.get(REVIEWER, "/fhir/AuditEvent/" + foreign).body())
        .contains("Task/" + inquiry, caseId);
    assertThat(api.get(REVIEWER, "/fhir/AuditEvent?altid=provider-goteborg").body())
        .contains("\"total\":0");
  }

  @Test
  void an_entry_of_another_region_that_is_about_no_case_of_ones_own_is_not_shown() {
    api.get("provider-goteborg", "/fhir/Organization?_count=1", "X-Request-Id", request);
    long foreign =
        sql.sql("select id from vf.access_log where request_id = :id::uuid")
            .param("id", request)
            .query(Long.class)
            .single();

    assertThat(api.get(REVIEWER, "/fhir/AuditEvent/" + foreign).status()).isEqualTo(404);
  }

  @Test
  void nobody_else_reads_the_log_and_nobody_writes_it() {
    assertThat(api.get("broker-dalarna", "/fhir/AuditEvent").status()).isEqualTo(403);
    assertThat(api.get("analyst", "/fhir/AuditEvent/1").status()).isEqualTo(403);
    assertThat(api.post(REVIEWER, "/fhir/AuditEvent", "{\"resourceType\":\"AuditEvent\"}").status())
        .isIn(400, 403, 405);
  }

  @Test
  void a_sample_on_the_page_is_of_thirty_days_and_says_so_unless_others_are_said() {
    Browser reviewer = Browser.as(port, REVIEWER);
    assertThat(reviewer.open("/app/logg?stickprov=ja&till=2026-01-31").body())
        .contains("name=\"fran\" value=\"2026-01-02\"");
    assertThat(reviewer.open("/app/logg?stickprov=ja&fran=2025-12-24").body())
        .contains("name=\"fran\" value=\"2025-12-24\"");
    assertThat(reviewer.open("/app/logg?till=2026-01-31").body())
        .contains("name=\"fran\" value=\"\"");
  }

  @Test
  void a_sample_is_drawn_from_the_days_asked_for() {
    api.get(REFERRER, "/fhir/ServiceRequest?_count=1");

    Answer sample =
        api.get(REVIEWER, "/fhir/AuditEvent/$sample?from=2020-01-01&to=2999-12-31&size=5");

    assertThat(sample.status()).isEqualTo(200);
    assertThat(sample.body()).contains("\"type\":\"collection\"").contains("AuditEvent");
    assertThat(api.get(REVIEWER, "/fhir/AuditEvent/$sample").problem()).isEqualTo("bad-parameter");
  }

  private List<Row> rows() {
    return sql.sql("select * from vf.access_log where request_id = :id::uuid order by id")
        .param("id", request)
        .query(
            (row, n) ->
                new Row(
                    row.getString("region"),
                    row.getString("subject"),
                    row.getString("role"),
                    row.getString("action"),
                    row.getInt("status"),
                    row.getString("outcome")))
        .list();
  }

  private List<String> column(String name) {
    return sql.sql("select " + name + "::text from vf.access_log where request_id = :id::uuid")
        .param("id", request)
        .query(String.class)
        .list();
  }

  /** Whoever runs the database can change anything; the seals are there to tell. */
  private void asOwner(String statement) throws SQLException {
    Object owner = context.getBean("embeddedOwner");
    try (Connection connection =
            DriverManager.getConnection(
                text(owner, "url"), text(owner, "username"), text(owner, "password"));
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String text(Object record, String name) {
    return String.valueOf(ReflectionTestUtils.getField(record, name));
  }
}
