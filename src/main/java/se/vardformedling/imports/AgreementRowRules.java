package se.vardformedling.imports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cells of an agreement's row must say together; what they do not is a fault. */
final class AgreementRowRules {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** A column, and the one without which what it says would be dropped. */
  private record Pair(String column, String other) {}

  private static final List<Pair> TOGETHER =
      List.of(
          new Pair("Option till", "Gäller till"),
          new Pair("Option senast", "Option till"),
          new Pair("Abonnemangsbelopp", "Fast andel"),
          new Pair("Fast andel", "Abonnemangsbelopp"),
          new Pair("Index", "Indexdag"),
          new Pair("Indexdag", "Index"),
          new Pair("Ytterfallstak", "Ytterfallsgräns"),
          new Pair("Ytterfall betalas efter", "Ytterfallsgräns"),
          new Pair("Vid tak", "Takvolym"),
          new Pair("Skäl", "Takvolym"));

  private AgreementRowRules() {}

  /** Nothing that is filled in is left out without a word. */
  static void together(Cells row) {
    TOGETHER.forEach(pair -> row.needs(pair.column(), pair.other()));
  }

  static void period(Cells row, @Nullable LocalDate from, @Nullable LocalDate to) {
    if (from != null && to != null && to.isBefore(from)) {
      row.fault(FaultCode.PERIOD_REVERSED, "Gäller till");
    }
    LocalDate option = row.date("Option till");
    if (to != null && option != null && !option.isAfter(to)) {
      row.fault(FaultCode.PERIOD_REVERSED, "Option till");
    }
  }

  /**
   * The organisations of the regions that may call off. Of several, each is written with two
   * digits: 12,1 is what a spreadsheet has made of 12,10.
   *
   * @param regions Organization by länskod
   */
  static List<String> entitled(Cells row, Map<String, String> regions) {
    String column = "Avropande regioner";
    List<String> codes = row.text(column).map(CellRules::several).orElse(List.of());
    List<String> organizations = new ArrayList<>();
    for (String code : codes) {
      Optional<String> organization =
          Optional.ofNullable(regions.get(codes.size() == 1 ? county(code) : code));
      if (organization.isEmpty()) {
        boolean number = codes.size() > 1 && code.matches("\\d");
        row.fault(number ? FaultCode.REGION_NOT_TWO_DIGITS : FaultCode.REGION_UNKNOWN, column);
      }
      organization.ifPresent(organizations::add);
    }
    return organizations;
  }

  /** Per cent, 0 to 100. */
  static @Nullable BigDecimal percent(Cells row) {
    BigDecimal share = row.percent("Fast andel");
    if (share != null && (share.signum() < 0 || share.compareTo(WHOLE) > 0)) {
      row.fault(FaultCode.OUT_OF_RANGE, "Fast andel");
      return null;
    }
    return share;
  }

  /** A spreadsheet drops the leading zero of a länskod that stands alone. */
  static String county(String cell) {
    return cell.matches("\\d") ? "0" + cell : cell;
  }
}
