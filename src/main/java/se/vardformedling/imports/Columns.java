package se.vardformedling.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.IdentityScanner.Place;

/** The columns that a kind of file has, and where they stand in one file. */
final class Columns {

  /**
   * One column.
   *
   * @param name as the documentation writes it
   * @param place what its digits may be, for the guard
   */
  record Column(String name, boolean required, Place place) {
    static Column required(String name) {
      return new Column(name, true, Place.TEXT);
    }

    static Column optional(String name) {
      return new Column(name, false, Place.TEXT);
    }

    Column as(Place other) {
      return new Column(name, required, other);
    }
  }

  private final Map<String, Integer> positions = new LinkedHashMap<>();

  private Columns() {}

  /** Finds the columns; what is missing, unknown or there twice is a fault. */
  static Columns of(Table table, List<Column> known, Faults faults) {
    Columns columns = new Columns();
    for (int i = 0; i < table.heading().size(); i++) {
      String written = table.heading().get(i);
      Optional<Column> column =
          known.stream()
              .filter(c -> CellRules.heading(c.name()).equals(CellRules.heading(written)))
              .findFirst();
      if (written.isEmpty()) {
        continue;
      }
      if (column.isEmpty()) {
        faults.add(FaultCode.COLUMN_UNKNOWN, 1, i + 1, "", written);
      } else if (columns.positions.putIfAbsent(column.get().name(), i) != null) {
        faults.add(FaultCode.COLUMN_TWICE, 1, i + 1, column.get().name());
      }
    }
    known.stream()
        .filter(column -> column.required() && !columns.positions.containsKey(column.name()))
        .forEach(column -> faults.add(FaultCode.COLUMN_MISSING, 1, 0, column.name()));
    return columns;
  }

  /** Every cell of the file, the heading too; the fault says where, never what. */
  static void guard(Table table, List<Column> known, Faults faults) {
    List<Place> places =
        table.heading().stream()
            .map(
                written ->
                    known.stream()
                        .filter(c -> CellRules.heading(c.name()).equals(CellRules.heading(written)))
                        .map(Column::place)
                        .findFirst()
                        .orElse(Place.TEXT))
            .toList();
    guard(new Table.Row(1, table.heading()), List.of(), faults);
    table.rows().forEach(row -> guard(row, places, faults));
  }

  private static void guard(Table.Row row, List<Place> places, Faults faults) {
    for (int i = 0; i < row.cells().size(); i++) {
      Place place = i < places.size() ? places.get(i) : Place.TEXT;
      if (IdentityScanner.scan(row.cells().get(i), place).isPresent()) {
        faults.add(FaultCode.PHI_DETECTED, row.line(), i + 1, "");
      }
    }
  }

  /** Cells in which the spreadsheet shows an error: what they should say is not known. */
  void errors(Table table, Faults faults) {
    for (Table.Row row : table.rows()) {
      positions.forEach(
          (name, i) -> {
            if (i < row.cells().size() && CellRules.error(row.cells().get(i))) {
              faults.add(FaultCode.CELL_IN_ERROR, row.line(), i + 1, name);
            }
          });
    }
  }

  Cells cells(Table.Row row, Faults faults) {
    return new Cells(row, positions, faults);
  }
}
