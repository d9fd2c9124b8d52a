package se.vardformedling.web.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import se.vardformedling.imports.ImportChange;
import se.vardformedling.imports.ImportFault;
import se.vardformedling.imports.ImportRun;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words.Say;

/** Files, what is wrong with them and what they would change, as tables. */
final class ImportSheets {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
  private final Say say;
  private final LocalDate today;

  ImportSheets(Say say, LocalDate today) {
    this.say = say;
    this.today = today;
  }

  String moment(Instant at) {
    return MOMENT.format(at);
  }

  Sheet runs(List<ImportRun> runs) {
    List<Column> columns =
        List.of(
            Column.words("fil", say.the("import.file")),
            Column.words("slag", say.the("import.kind")),
            Column.words("lage", say.the("agreement.state")),
            Column.figures("rader", say.the("import.rows")),
            Column.figures("fel", say.the("import.faults")),
            Column.words("sand", say.the("import.sent")));
    List<Sheet.Row> rows =
        runs.stream()
            .map(
                run ->
                    Sheet.Row.of(
                        Cell.of(run.fileName().isEmpty() ? run.id().toString() : run.fileName())
                            .to("/app/import/" + run.id()),
                        Cell.of(say.the("import.kind." + run.kind().code())),
                        Cell.of(say.the("import.state." + run.state())),
                        Cell.of(String.valueOf(run.rows()), run.rows()),
                        Cell.of(String.valueOf(run.counts().faults()), run.counts().faults())
                            .tone(run.counts().faults() > 0 ? "bad" : "quiet"),
                        Cell.of(moment(run.sentAt())).note(run.sentBy())))
            .toList();
    return sheet(
        "filer",
        say.the("import.runs", rows.size()),
        columns,
        rows,
        new Address("/app/import", java.util.Map.of()));
  }

  Sheet faults(List<ImportFault> faults, Address address) {
    List<Column> columns =
        List.of(
            Column.figures("rad", say.the("import.line")),
            Column.words("falt", say.the("import.field")),
            Column.words("fel", say.the("import.fault")));
    boolean english = say.language().getLanguage().equals("en");
    List<Sheet.Row> rows =
        faults.stream()
            .map(
                fault ->
                    Sheet.Row.of(
                        fault.line() == 0
                            ? Cell.of(say.the("import.whole"))
                            : Cell.of(String.valueOf(fault.line()), fault.line()),
                        Cell.of(fault.field()),
                        Cell.of(english ? fault.english() : fault.swedish()).note(fault.code())))
            .toList();
    return sheet("fel", say.the("import.faults.caption", rows.size()), columns, rows, address);
  }

  Sheet changes(List<ImportChange> changes, ImportRun run, Address address) {
    List<Column> columns =
        List.of(
            Column.words("vad", say.the("import.what")),
            Column.words("vilken", say.the("import.which")),
            Column.figures("rad", say.the("import.line")),
            Column.words("skillnad", say.the("import.difference")));
    List<Sheet.Row> rows =
        changes.stream()
            .map(
                change ->
                    Sheet.Row.of(
                        Cell.of(say.the("import.change." + change.what())),
                        Cell.of(change.id()).note(change.type()),
                        change.line() == 0
                            ? Cell.missing("–")
                            : Cell.of(String.valueOf(change.line()), change.line()),
                        Cell.of("")
                            .notes(
                                change.differences().stream()
                                    .map(d -> d.place() + ": " + d.before() + " → " + d.after())
                                    .toList())))
            .toList();
    int all = run.counts().added() + run.counts().changed() + run.counts().gone();
    return sheet("andringar", say.the("import.changes", rows.size(), all), columns, rows, address);
  }

  private Sheet sheet(
      String name, String caption, List<Column> columns, List<Sheet.Row> rows, Address address) {
    List<Sheet.Fact> about =
        List.of(
            new Sheet.Fact(say.the("about.filters"), caption),
            new Sheet.Fact(say.the("about.taken"), today.toString()));
    return new Sheet(name, caption, columns, rows, about, "", say.the("import.none"), address);
  }
}
