package se.vardformedling.imports;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;

/** What the cells of a row say together, and what is not believed. */
class RowRulesTest {
  private static final Map<String, String> REGIONS =
      Map.of("01", "stockholm", "03", "uppsala", "10", "blekinge", "12", "skane");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

  private final Faults faults = new Faults();

  @ParameterizedTest
  @CsvSource({"'12,10','skane,blekinge'", "'12, 03','skane,uppsala'", "3,uppsala", "03,uppsala"})
  void a_list_of_regions_is_read(String cell, String expected) {
    assertThat(AgreementRowRules.entitled(row("Avropande regioner", cell), REGIONS))
        .isEqualTo(List.of(expected.split(",")));
    assertThat(faults.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12,1", "3,12", "12 1"})
  void two_regions_that_a_spreadsheet_has_made_a_number_are_not_two_others(String cell) {
    AgreementRowRules.entitled(row("Avropande regioner", cell), REGIONS);

    assertThat(faults.all())
        .containsExactly(FaultCode.REGION_NOT_TWO_DIGITS.at(2, 1, "Avropande regioner"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1210", "99", "12,99", "Skåne"})
  void a_region_that_does_not_exist_is_a_fault(String cell) {
    AgreementRowRules.entitled(row("Avropande regioner", cell), REGIONS);

    assertThat(faults.all())
        .containsExactly(FaultCode.REGION_UNKNOWN.at(2, 1, "Avropande regioner", cell));
  }

  @ParameterizedTest
  @CsvSource({
    "Option till,2029-12-31,Gäller till",
    "Option senast,2027-06-30,Option till",
    "Abonnemangsbelopp,2 400 000,Fast andel",
    "Fast andel,40,Abonnemangsbelopp",
    "Index,KPI,Indexdag",
    "Indexdag,2026-01-01,Index",
    "Ytterfallstak,150 000,Ytterfallsgräns",
    "Ytterfall betalas efter,Prislista,Ytterfallsgräns",
    "Vid tak,Meddela,Takvolym",
    "Skäl,Budget,Takvolym"
  })
  void what_would_be_dropped_without_another_value_is_a_fault_that_names_it(
      String column, String cell, String other) {
    AgreementRowRules.together(row(column, cell));

    assertThat(faults.all())
        .containsExactly(FaultCode.NEEDS_COLUMN.at(2, 1, column, other))
        .allSatisfy(fault -> assertThat(fault.swedish()).contains("kolumnen: ”" + other + "”."));
  }

  @Test
  void what_is_whole_is_no_fault() {
    AgreementRowRules.together(
        row("Vid tak;Takvolym;Index;Indexdag;Option till;Gäller till", "Stopp;5;KPI;d;d;d"));

    assertThat(faults.all()).isEmpty();
  }

  @Test
  void a_cell_in_error_is_neither_a_value_nor_missing() {
    Cells row = row("Pris;Takvolym", "#N/A;#VÄRDEFEL!");

    assertThat(row.required("Pris")).isEmpty();
    assertThat(row.number("Pris")).isNull();
    assertThat(row.whole("Takvolym", 0, 10)).isNull();
    assertThat(faults.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"40 %,40", "'12,5',12.5", "101 %,", "-1,"})
  void a_share_is_of_a_hundred(String cell, BigDecimal expected) {
    assertThat(AgreementRowRules.percent(row("Fast andel", cell))).isEqualTo(expected);
    assertThat(faults.none()).isEqualTo(expected != null);
  }

  @Test
  void a_sign_of_per_cent_stands_at_no_other_number() {
    assertThat(row("Uppräkning", "2 %").decimal("Uppräkning")).isNull();
    assertThat(faults.all()).containsExactly(FaultCode.NOT_A_NUMBER.at(2, 1, "Uppräkning", "2 %"));
  }

  @Test
  void a_unit_of_another_region_is_not_the_senders() {
    Cells row = row("HSA-id;Region", "x;21");
    RegionRules.known(row, Optional.empty(), Optional.of("21"));
    RegionRules.known(row, Optional.of("20"), Optional.of("20"));
    assertThat(faults.all()).isEmpty();

    RegionRules.known(row, Optional.of("20"), Optional.of("21"));
    RegionRules.known(row, Optional.of("20"), Optional.empty());

    assertThat(faults.all())
        .containsExactly(
            FaultCode.REGION_NOT_YOURS.at(2, 1, "HSA-id"),
            FaultCode.REGION_NOT_YOURS.at(2, 1, "HSA-id"));
  }

  @ParameterizedTest
  @CsvSource({
    "20,2180,true,",
    ",2081,true,",
    ",,false,",
    "21,2081,true,Region",
    ",2180,true,Kommunkod",
    ",2180,false,Kommunkod",
    ",,true,Region"
  })
  void what_a_row_says_of_a_unit_keeps_it_in_the_senders_region(
      String county, String municipality, boolean isNew, String fault) {
    Cells row = row("Kommunkod;Region", "x;y");
    String its = county == null ? "" : county;
    String stands = municipality == null ? "" : municipality;

    RegionRules.said(row, Optional.of("20"), its, stands, isNew);
    RegionRules.said(row, Optional.empty(), "99", stands, isNew);

    assertThat(faults.all())
        .extracting(ImportFault::field)
        .isEqualTo(fault == null ? List.of() : List.of(fault));
  }

  @Test
  void an_amount_below_zero_is_a_fault() {
    Cells row = row("Pris", "-100");

    assertThat(row.notNegative("Pris", row.number("Pris"))).isNull();
    assertThat(row.notNegative("Pris", BigDecimal.ZERO)).isZero();
    assertThat(faults.all()).containsExactly(FaultCode.OUT_OF_RANGE.at(2, 1, "Pris"));
  }

  @ParameterizedTest
  @CsvSource({"18,90,false", "18,18,false", ",90,false", "90,18,true"})
  void an_age_that_nobody_has_is_a_fault(String from, String to, boolean fault) {
    Cells row = row("Ålder från;Ålder till", (from == null ? "" : from) + ";" + to);

    assertThat(row.range("Ålder från", "Ålder till", 0, 120).high()).isEqualTo(Integer.valueOf(to));
    assertThat(faults.all())
        .isEqualTo(fault ? List.of(FaultCode.RANGE_REVERSED.at(2, 2, "Ålder till")) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-01,2026-10-31,",
    "2026-08-01,2026-11-26,",
    "2026-08-01,2026-11-27,DAY_TO_COME",
    "2027-08-01,2030-10-31,DAY_TO_COME",
    "2026-10-01,2026-09-30,PERIOD_REVERSED"
  })
  void waits_are_not_of_days_to_come(String from, String to, FaultCode expected) {
    WaitRowRules.period(row("Period från;Period till", from + ";" + to), TODAY);

    assertThat(faults.all())
        .isEqualTo(expected == null ? List.of() : List.of(expected.at(2, 2, "Period till")));
  }

  @ParameterizedTest
  @CsvSource({"40,80,false", "40,40,false", "40,,false", "40,30,true"})
  void the_ninetieth_percentile_is_not_below_the_median(String median, String p90, boolean fault) {
    WaitRowRules.days(row("Median dagar;P90 dagar", median + ";" + (p90 == null ? "" : p90)));

    assertThat(faults.all())
        .isEqualTo(fault ? List.of(FaultCode.P90_BELOW_MEDIAN.at(2, 2, "P90 dagar")) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "20, 22, 2026-10-31, 20, a change of two",
    "20, 16, 2026-10-31, 20, a change of four",
    "20, 25, 2026-10-31, 25, five more tell of nobody",
    "20, 20, 2026-10-31, 20, nobody more",
    "20, 22, 2026-12-12, 20, six weeks later",
    "20, 22, 2026-12-13, 22, more than six weeks later",
    "3, 7, 2026-10-31, 7, what was masked is not known",
    "20, 3, 2026-10-31, 3, what leaves masked",
  })
  void waits_whose_number_has_changed_by_a_few_keep_what_is_told(
      int before, int now, LocalDate end, int told, String why) {
    MeasureReport old = waits("performed", before, LocalDate.of(2026, 10, 31), 40);
    MeasureReport next = waits("performed", now, end, 41);

    MeasureReport result = WaitFileResource.told(old, next);

    assertThat(result.equalsDeep(before == told && before != now ? old : next)).as(why).isTrue();
  }

  @Test
  void waits_that_were_taken_back_are_held_too_and_an_estimate_is_not() {
    LocalDate end = LocalDate.of(2026, 10, 31);
    MeasureReport old = waits("performed", 20, end, 40);
    MeasureReport taken = (MeasureReport) ImportResource.ended(old);

    assertThat(WaitFileResource.told(taken, waits("performed", 22, end, 41)).equalsDeep(old))
        .isTrue();
    MeasureReport estimate = waits("reported-estimate", 22, end, 41);
    assertThat(WaitFileResource.told(waits("reported-estimate", 20, end, 40), estimate))
        .isSameAs(estimate);
  }

  @Test
  void of_two_who_publish_the_same_at_once_the_later_is_told_so() {
    assertThat(ImportWork.faults(new ResourceVersionConflictException("HAPI-0825"), true))
        .containsExactly(Conflict.atOnce(true).fault())
        .allSatisfy(fault -> assertThat(fault.swedish()).contains("Skicka filen igen"));
    assertThat(ImportWork.faults(new InvalidRequestException("HAPI-0000"), true))
        .extracting(ImportFault::code)
        .containsExactly("value-invalid");
  }

  @Test
  void what_is_refused_at_publishing_is_told_with_its_row() {
    Refusal cap = Problem.CAP_BELOW_TAKEN.at("Contract.term.asset", "knee");
    List<PreviewRows.Planned> some =
        List.of(
            planned(4, "OrganizationAffiliation", "parter-20-A", "HealthcareService/knee"),
            planned(4, "Contract", "avtal-20-A", "HealthcareService/knee"),
            planned(9, "Contract", "avtal-20-B", "HealthcareService/knee2"));

    assertThat(RowsRefused.of(cap, some).faults())
        .extracting(fault -> fault.line() + " " + fault.field() + " " + fault.code())
        .containsExactly("4 Contract/avtal-20-A Contract.term.asset cap-below-taken");
    assertThat(RowsRefused.of(Problem.VALUE_INVALID.because(""), some).faults())
        .extracting(fault -> fault.line() + " " + fault.field())
        .containsExactly("0 4–9");
  }

  private static PreviewRows.Planned planned(int line, String type, String id, String of) {
    String after = "{\"reference\":\"" + of + "\"}";
    return new PreviewRows.Planned(line, type, id, "changed", 1, "{}", after, List.of());
  }

  private static MeasureReport waits(String clock, int n, LocalDate end, int median) {
    return WaitFileResource.report(
        new WaitFileResource.Figure(
            "tjanst-1",
            "enhet-1",
            "plats-1",
            "koloskopi",
            false,
            clock,
            end.minusDays(91),
            end,
            BigDecimal.valueOf(median),
            null,
            n));
  }

  /** Line 2 of a file with these columns. */
  private Cells row(String columns, String cells) {
    // The cells as they are, where there is one column: a comma would divide them.
    String line = columns.contains(";") ? cells : "\"" + cells + "\"";
    Table table = TableFile.read((columns + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
    List<Columns.Column> known =
        Arrays.stream(columns.split(";")).map(Columns.Column::optional).toList();
    return Columns.of(table, known, faults).cells(table.rows().get(0), faults);
  }
}
