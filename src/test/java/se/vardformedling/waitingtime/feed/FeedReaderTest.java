package se.vardformedling.waitingtime.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.vardformedling.waitingtime.feed.FeedProblem.Rule;

class FeedReaderTest {
  private static final String HEAD =
      "#uttag;2026-11-25\n#from;2026-09-01\n#till;2026-11-24\n#syntetisk;ja\n";
  private static final String COLUMNS = String.join(";", FeedKind.VANTETIDER.columns()) + "\n";

  private static final Directory DIRECTORY =
      new Directory() {
        @Override
        public Optional<String> service(String hsaId, String vardtjanst) {
          return vardtjanst.equals("knaprotes") ? Optional.of(hsaId + "-knee") : Optional.empty();
        }

        @Override
        public boolean unit(String hsaId) {
          return hsaId.startsWith("U");
        }

        @Override
        public Set<String> vardtjanster(String code) {
          return code.startsWith("NGB")
              ? Set.of("knaprotes")
              : code.startsWith("JAB") ? Set.of("ljumskbrack") : Set.of();
        }
      };

  @Test
  void the_wait_goes_from_the_decision_to_the_start_and_own_choice_is_not_counted()
      throws IOException {
    FeedFile file =
        extract(
            "r1;genomford-specialiserad;U1;NGB49;2026-05-01;;;2026-06-03;2026-09-11;;;20;5;later;general;3");

    assertThat(file.report().problems()).noneMatch(FeedProblem::row);
    assertThat(file.counts())
        .containsExactly(
            new FeedCount(
                "U1-knee",
                "knaprotes",
                "performed",
                LocalDate.of(2026, 9, 11),
                100,
                80,
                5,
                "later",
                "general",
                1,
                1));
    assertThat(file.report().synthetic()).isTrue();
  }

  @Test
  void what_is_counted_alike_is_one_row() throws IOException {
    String row =
        ";genomford-specialiserad;U1;NGB49;2026-05-01;;;2026-06-03;2026-09-11;;;20;5;later;general;";
    FeedFile file = extract("r1" + row + "3\nr2" + row + "1\nr3" + row.replace("later", "") + "1");

    assertThat(file.report().accepted()).isEqualTo(3);
    assertThat(file.counts())
        .extracting(FeedCount::need, FeedCount::severe, FeedCount::n)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("later", 1, 2),
            org.assertj.core.groups.Tuple.tuple("", 0, 1));
  }

  @Test
  void lines_that_a_spreadsheet_has_made_as_long_as_the_rows_say_the_same() throws IOException {
    String padded = HEAD.replace("\n", ";;;;\n") + "#enheter;U1,U2;;;\n" + COLUMNS;
    FeedFile file =
        FeedReader.read(
            FeedKind.VANTETIDER,
            DIRECTORY,
            LocalDate.of(2026, 11, 25),
            new StringReader(
                padded
                    + "r1;genomford-specialiserad;U1;NGB49;2026-05-01;;;2026-06-03;2026-09-11;;;20;5;later;general;3\n"));

    assertThat(file.report().refused()).isFalse();
    assertThat(file.report().synthetic()).isTrue();
    assertThat(file.report().to()).isEqualTo(LocalDate.of(2026, 11, 24));
  }

  @Test
  void a_unit_that_should_report_is_not_a_person() throws IOException {
    for (String head :
        List.of("#enheter;U1, 19121212-1212", "#19121212-1212;x", "#anm;19121212-1212")) {
      FeedFile file =
          FeedReader.read(
              FeedKind.VANTETIDER,
              DIRECTORY,
              LocalDate.of(2026, 11, 25),
              new StringReader(HEAD + head + "\n" + COLUMNS));

      assertThat(file.report().problems())
          .as(head)
          .anyMatch(problem -> problem.rule() == Rule.IDENTITY && problem.line() == 5);
      assertThat(file.report().refused()).isTrue();
    }
  }

  @Test
  void who_waits_is_counted_to_the_extracts_last_day_and_who_left_is_not_performed()
      throws IOException {
    FeedFile file =
        extract(
            "r1;vantande-specialiserad;U1;NGB49;;;;2026-11-14;;;;;;;;\n"
                + "r2;genomford-specialiserad;U1;NGB49;;;;2026-09-01;;;2026-09-30;;;;;");

    assertThat(file.counts())
        .extracting(FeedCount::status, FeedCount::days)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("waiting", 10),
            org.assertj.core.groups.Tuple.tuple("removed", 29));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          r2;genomford-specialiserad;X1;NGB49;;;;2026-09-01;2026-09-30;;;;;;;, enhet, UNIT_UNKNOWN
          r2;genomford-specialiserad;U1;ZZZ;;;;2026-09-01;2026-09-30;;;;;;;, kva, CODE_UNKNOWN
          r2;genomford-specialiserad;U1;JAB30;;;;2026-09-01;2026-09-30;;;;;;;, enhet, SERVICE_UNKNOWN
          r2;genomford-specialiserad;U1;NGB49;;;;2026-09-30;2026-09-01;;;;;;;, E, NEGATIVE
          r2;genomford-specialiserad;U1;NGB49;2026-09-02;;;2026-09-01;2026-09-30;;;;;;;, D, ORDER
          r2;genomford-specialiserad;U1;NGB49;;;;2026-09-31;2026-09-30;;;;;;;, D, DATE
          r2;genomford-specialiserad;U1;NGB49;;;;;2026-09-30;;;;;;;, D, DATE
          r2;genomford-specialiserad;U1;NGB49;;;;2010-09-01;2026-09-30;;;;;;;, D, LONG
          r2;genomford-specialiserad;U1;NGB49;;;;2026-08-01;2026-08-30;;;;;;;, E, OUTSIDE
          r2;genomford-specialiserad;U1;NGB49;;;;2026-09-01;2026-09-30;;;20;10;;;, mov_dagar, PAUSE
          r2;genomford-specialiserad;U1;NGB49;;;;2026-09-01;2026-09-30;;;x;;;;, pvv_dagar, NUMBER
          r2;genomford-specialiserad;U1;NGB49;;;;2026-09-01;2026-09-30;;;;;soon;;, behov, VALUE
          r2;genomford;U1;NGB49;;;;2026-09-01;2026-09-30;;;;;;;, delregister, VALUE
          r1;genomford-specialiserad;U1;NGB49;;;;2026-09-01;2026-09-30;;;;;;;, '', DUPLICATE
          """)
  void a_wrong_row_is_left_out_and_reported_with_its_line_and_column(
      String row, String column, Rule rule) throws IOException {
    FeedFile file =
        extract(
            "r1;genomford-specialiserad;U1;NGB49;;;;2026-09-01;2026-11-20;;;;;;;\n" + row + "\n");

    assertThat(file.report().problems())
        .contains(new FeedProblem(7, column, rule, ""))
        .filteredOn(FeedProblem::row)
        .hasSize(1);
    assertThat(file.counts()).hasSize(1);
    assertThat(file.report().accepted()).isEqualTo(1);
  }

  @Test
  void a_file_that_may_identify_anybody_is_refused_whole_without_saying_what_it_said()
      throws IOException {
    FeedFile file =
        extract(
            "r1;genomford-specialiserad;U1;NGB49;;;;2026-09-01;2026-09-30;;;;;;;\n"
                + "191212121212;genomford-specialiserad;U1;NGB49;;;;2026-09-01;2026-09-30;;;;;;;");

    assertThat(file.report().refused()).isTrue();
    assertThat(file.counts()).isEmpty();
    assertThat(file.report().toString()).doesNotContain("1212121212");
  }

  @Test
  void more_wrong_rows_than_one_in_twenty_stop_the_file() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      String unit = i < 3 ? "X" : "U1";
      rows.append(
          "r%d;genomford-specialiserad;%s;NGB49;;;;2026-09-01;2026-11-20;;;;;;;\n"
              .formatted(i, unit));
    }
    FeedFile file = extract(rows.toString());

    assertThat(file.report().refused()).isTrue();
    assertThat(file.report().accepted()).isZero();
  }

  @Test
  void a_file_without_its_head_or_a_column_is_refused() throws IOException {
    assertThat(read(FeedKind.VANTETIDER, COLUMNS).report().problems())
        .extracting(FeedProblem::rule)
        .containsExactly(Rule.HEADER);
    assertThat(
            read(FeedKind.SPOR, HEAD + "datum;enhet;kva;behov;antal;antal_asa34\n")
                .report()
                .problems())
        .contains(new FeedProblem(5, "vantan_dagar", Rule.COLUMN, ""));
  }

  @Test
  void silence_gaps_and_few_answers_are_said_and_never_count_as_none() throws IOException {
    String rows =
        """
        2026-09-03;U1;NGB;later;40;2;1
        2026-11-20;U1;NGB;later;41;2;0
        2026-09-03;U2;NGB;later;40;1;0
        """;
    FeedFile file =
        read(
            FeedKind.SPOR,
            HEAD + "#enheter;U1,U2,U3\n" + String.join(";", FeedKind.SPOR.columns()) + "\n" + rows);

    assertThat(file.report().refused()).isFalse();
    assertThat(file.report().response()).contains(1.0 / 3);
    assertThat(file.report().problems())
        .extracting(problem -> problem.say(Locale.ENGLISH))
        .containsExactly(
            "Under 95 % of the units answered (33 %).",
            "The month is missing, which is not none (U1 2026-10).",
            "The month is missing, which is not none (U2 2026-10).",
            "The unit has not reported for six weeks (U2).",
            "The unit has not reported for six weeks (U3).");
  }

  @Test
  void how_many_answered_is_not_known_when_the_file_does_not_say_who_should() throws IOException {
    FeedFile file = spor("", "2026-11-20;U1;NGB;later;41;2;0\n");

    assertThat(file.report().response()).isEmpty();
    assertThat(file.report().problems()).isEmpty();
  }

  @Test
  void the_names_of_those_who_should_answer_may_have_blanks_between_them() throws IOException {
    FeedFile file =
        spor("#enheter;U1, U2 ,\n", "2026-11-20;U1;NGB;later;41;2;0\n2026-11-20;U2;NGB;;41;2;0\n");

    assertThat(file.report().response()).contains(1.0);
  }

  @Test
  void a_unit_that_was_heard_six_weeks_ago_is_not_silent_and_a_day_before_it_is()
      throws IOException {
    FeedFile file =
        spor("#enheter;U1,U2\n", "2026-10-13;U1;NGB;later;41;2;0\n2026-10-12;U2;NGB;;41;2;0\n");

    assertThat(file.report().response()).contains(0.5);
    assertThat(file.report().problems()).contains(new FeedProblem(0, "", Rule.SILENT, "U2"));
    assertThat(file.report().problems()).doesNotContain(new FeedProblem(0, "", Rule.SILENT, "U1"));
  }

  @Test
  void an_extract_of_a_day_that_has_not_been_is_refused() throws IOException {
    String head = HEAD.replace("#uttag;2026-11-25", "#uttag;2062-11-25");

    assertThat(read(FeedKind.VANTETIDER, head + COLUMNS).report().problems())
        .extracting(FeedProblem::rule)
        .containsExactly(Rule.HEADER);
  }

  private static FeedFile spor(String head, String rows) throws IOException {
    return read(
        FeedKind.SPOR, HEAD + head + String.join(";", FeedKind.SPOR.columns()) + "\n" + rows);
  }

  @Test
  void the_same_count_with_another_number_is_a_duplicate() throws IOException {
    FeedFile file =
        spor(
            "",
            """
            2026-11-20;U1;NGB;later;41;4;1
            2026-11-20;U1;NGB;later;41;3;0
            2026-11-20;U1;NGB;later;42;3;0
            """);

    assertThat(file.report().problems()).contains(new FeedProblem(7, "", Rule.DUPLICATE, ""));
  }

  @Test
  void a_file_without_a_row_that_can_be_used_replaces_nothing() throws IOException {
    for (String rows : List.of("", "2026-11-20;X;NGB;later;41;2;0\n")) {
      FeedFile file = spor("", rows);

      assertThat(file.report().refused()).isTrue();
      assertThat(file.report().problems()).contains(new FeedProblem(0, "", Rule.EMPTY, ""));
    }
  }

  @Test
  void a_units_own_estimate_is_read_in_weeks() throws IOException {
    FeedFile file =
        read(
            FeedKind.UPPSKATTNING,
            HEAD
                + String.join(";", FeedKind.UPPSKATTNING.columns())
                + "\nU1;NGB;2026-11-01;12;ja\n");

    assertThat(file.estimates())
        .containsExactly(
            new FeedEstimate("U1-knee", "knaprotes", LocalDate.of(2026, 11, 1), 12, true));
  }

  private static FeedFile extract(String rows) throws IOException {
    return read(FeedKind.VANTETIDER, HEAD + COLUMNS + rows);
  }

  private static FeedFile read(FeedKind kind, String text) throws IOException {
    return FeedReader.read(
        kind, DIRECTORY, LocalDate.of(2026, 11, 25), new StringReader("\uFEFF" + text));
  }
}
