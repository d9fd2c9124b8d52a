package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class ErrorRulesTest {

  @Test
  void whatever_fails_leaves_as_one_of_our_problems_and_none_of_its_words() {
    List<Throwable> failures =
        List.of(
            new NullPointerException("select secret from hfj_resource"),
            new OutOfMemoryError("heap"),
            new DataIntegrityViolationException("insert into hfj_resource"),
            new InternalErrorException("HAPI-0389: Failed to call access method"),
            new InvalidRequestException("HAPI-0524: Unknown search parameter"),
            new DataFormatException("HAPI-1861: Failed to parse JSON"),
            new ResourceVersionConflictException("HAPI-0823: constraint"),
            new UnclassifiedServerFailureException(418, "teapot"));

    for (Throwable failure : failures) {
      Refusal refusal = ErrorRules.refusal(failure);

      assertThat(Problem.values()).contains(refusal.problem());
      assertThat(refusal.issues().toString()).doesNotContain(failure.getMessage(), "HAPI", "hfj_");
    }
  }

  @Test
  void what_hapi_tells_by_a_number_is_told_by_its_name() {
    Map<String, String> told =
        Map.of(
            "HAPI-0931: Invalid reference found at path 'Task.owner'. Resource type 'X'",
                "422 profile-violated Task.owner",
            "HAPI-2223: For input string: \"99999999999999999999\"", "404 not-found ",
            "HAPI-0507: Resource contains external reference", "400 dangling-reference ",
            "HAPI-0303: does not know how to handle PUT operation[AuditEvent/1] with",
                "405 method-not-allowed ",
            "HAPI-0303: does not know how to handle POST operation[Task/$x] with",
                "400 bad-parameter ");

    told.forEach(
        (message, expected) -> {
          Refusal refusal = ErrorRules.refusal(new InvalidRequestException(message));
          assertThat(
                  refusal.problem().status()
                      + " "
                      + refusal.problem().code()
                      + " "
                      + refusal.issues().get(0).expression())
              .isEqualTo(expected);
        });
  }

  @Test
  void a_database_that_is_away_is_told_apart_from_our_own_fault() {
    List<SQLException> away =
        List.of(
            new SQLException("terminating connection due to unexpected postmaster exit", "57P01"),
            new SQLException("the connection attempt failed", "08001"),
            new SQLException("an I/O error occurred", "08006"),
            new SQLException("too many clients", "53300"),
            new SQLException("canceling statement", "57014"),
            new SQLException("Connection is closed"),
            new SQLTransientConnectionException("no connection in time"));

    assertThat(away)
        .allMatch(
            failure ->
                ErrorRules.refusal(new InternalErrorException("HAPI-2223", failure)).problem()
                    == Problem.UNAVAILABLE);
    assertThat(ErrorRules.refusal(new SQLException("syntax error", "42601")).problem())
        .isEqualTo(Problem.INTERNAL);
  }

  @Test
  void every_http_status_of_an_error_has_a_problem_of_its_kind() {
    IntStream.range(400, 600)
        .forEach(
            status ->
                assertThat(ErrorRules.ofStatus(String.valueOf(status)).status() / 100)
                    .isEqualTo(status / 100));
  }

  @Test
  void every_problem_has_a_fhir_issue_type_and_a_sentence_in_both_languages() {
    for (Problem problem : Problem.values()) {
      assertThat(IssueType.fromCode(problem.issueType())).isNotNull();
      assertThat(problem.code()).matches("[a-z]+(-[a-z]+)*");
      assertThat(problem.text(Locale.forLanguageTag("sv"))).endsWith(".");
      assertThat(problem.text(Locale.ENGLISH)).endsWith(".");
    }
  }
}
