package se.vardformedling.imports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row by the names of its columns. What cannot be read is a fault, and then as if empty. */
final class Cells {
  /** What it helps to see again. */
  private static final Set<FaultCode> NOT_UNDERSTOOD =
      EnumSet.of(
          FaultCode.CODE_UNKNOWN,
          FaultCode.UNIT_UNKNOWN,
          FaultCode.REGION_UNKNOWN,
          FaultCode.SERVICE_UNKNOWN,
          FaultCode.NOT_A_DATE,
          FaultCode.NOT_A_NUMBER,
          FaultCode.NOT_A_WHOLE_NUMBER,
          FaultCode.NOT_YES_OR_NO);

  private final Table.Row row;
  private final Map<String, Integer> positions;
  private final Faults faults;

  /** Days as they were understood, by column. */
  private final Map<String, String> days = new HashMap<>();

  Cells(Table.Row row, Map<String, Integer> positions, Faults faults) {
    this.row = row;
    this.positions = positions;
    this.faults = faults;
  }

  int line() {
    return row.line();
  }

  void fault(FaultCode code, String column) {
    String said = NOT_UNDERSTOOD.contains(code) ? text(column).orElse("") : "";
    faults.add(code, row.line(), place(column), column, said);
  }

  /** As people count; 0 of a column that the file does not have. */
  private int place(String column) {
    Integer position = positions.get(column);
    return position == null ? 0 : position + 1;
  }

  /** Empty too where the spreadsheet shows an error, which {@link Columns#errors} has told of. */
  Optional<String> text(String column) {
    return cell(column).filter(cell -> !CellRules.error(cell));
  }

  private Optional<String> cell(String column) {
    Integer position = positions.get(column);
    return position == null || position >= row.cells().size()
        ? Optional.empty()
        : Optional.of(row.cells().get(position)).filter(cell -> !cell.isEmpty());
  }

  /** A fault if the one is filled in and the other, without which it means nothing, is not. */
  void needs(String column, String other) {
    if (cell(column).isPresent() && cell(other).isEmpty()) {
      faults.add(FaultCode.NEEDS_COLUMN, row.line(), place(column), column, other);
    }
  }

  /**
   * What stands in those of the columns that are filled in, in their order; a day that has been
   * read as one as it was understood, whatever way it is written.
   */
  Map<String, String> said(List<Columns.Column> columns) {
    Map<String, String> said = new LinkedHashMap<>();
    columns.forEach(
        column ->
            text(column.name())
                .ifPresent(
                    cell -> said.put(column.name(), days.getOrDefault(column.name(), cell))));
    return said;
  }

  /** Those of the columns that the file does not have. */
  Set<String> silent(List<Columns.Column> known) {
    return known.stream()
        .map(Columns.Column::name)
        .filter(name -> !positions.containsKey(name))
        .collect(Collectors.toSet());
  }

  /** Empty text, and a fault, if there is nothing. */
  String required(String column) {
    if (cell(column).isEmpty()) {
      fault(FaultCode.VALUE_MISSING, column);
    }
    return text(column).orElse("");
  }

  @Nullable LocalDate date(String column) {
    LocalDate day = read(column, CellRules::date, FaultCode.NOT_A_DATE);
    if (day != null) {
      days.put(column, day.toString());
    }
    return day;
  }

  @Nullable BigDecimal number(String column) {
    return read(column, CellRules::number, FaultCode.NOT_A_NUMBER);
  }

  /** With a dot or a comma before its decimals. */
  @Nullable BigDecimal decimal(String column) {
    return read(column, CellRules::decimal, FaultCode.NOT_A_NUMBER);
  }

  /** With or without its sign, which stands nowhere else. */
  @Nullable BigDecimal percent(String column) {
    return read(column, CellRules::percent, FaultCode.NOT_A_NUMBER);
  }

  /** Zero or more; money or a weight. */
  @Nullable BigDecimal notNegative(String column, @Nullable BigDecimal number) {
    if (number != null && number.signum() < 0) {
      fault(FaultCode.OUT_OF_RANGE, column);
      return null;
    }
    return number;
  }

  @Nullable Integer whole(String column, int least, int most) {
    boolean parts = text(column).filter(CellRules::hasParts).isPresent();
    Integer number =
        read(
            column,
            CellRules::whole,
            parts ? FaultCode.NOT_A_WHOLE_NUMBER : FaultCode.NOT_A_NUMBER);
    if (number != null && (number < least || number > most)) {
      fault(FaultCode.OUT_OF_RANGE, column);
      return null;
    }
    return number;
  }

  /** From and to, both included; null is no limit. */
  record Range(@Nullable Integer low, @Nullable Integer high) {}

  /** Two columns; a fault of the second if nothing lies between. */
  Range range(String from, String to, int least, int most) {
    Range range = new Range(whole(from, least, most), whole(to, least, most));
    if (range.low() != null && range.high() != null && range.low() > range.high()) {
      fault(FaultCode.RANGE_REVERSED, to);
    }
    return range;
  }

  boolean yes(String column, boolean otherwise) {
    Boolean answer = read(column, CellRules::yesOrNo, FaultCode.NOT_YES_OR_NO);
    return answer == null ? otherwise : answer;
  }

  /** The code for a word; words are compared as headings are. */
  Optional<String> code(String column, Map<String, String> words) {
    Optional<String> text = text(column);
    Optional<String> code =
        text.map(CellRules::heading)
            .flatMap(
                word ->
                    words.entrySet().stream()
                        .filter(
                            entry ->
                                CellRules.heading(entry.getKey()).equals(word)
                                    || CellRules.heading(entry.getValue()).equals(word))
                        .map(Map.Entry::getValue)
                        .findFirst());
    if (text.isPresent() && code.isEmpty()) {
      fault(FaultCode.CODE_UNKNOWN, column);
    }
    return code;
  }

  private <T> @Nullable T read(
      String column, Function<String, Optional<T>> reader, FaultCode otherwise) {
    Optional<String> text = text(column);
    if (text.isEmpty()) {
      return null;
    }
    Optional<T> value = reader.apply(text.get());
    if (value.isEmpty()) {
      fault(otherwise, column);
      return null;
    }
    return value.get();
  }
}
