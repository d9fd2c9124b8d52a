package se.vardformedling.web.imports;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import se.vardformedling.imports.ImportChange;
import se.vardformedling.imports.ImportFault;
import se.vardformedling.imports.ImportRun;
import se.vardformedling.imports.SentFiles;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** Files, what is wrong with them and what they would change, as tables. */
final class ImportSheets {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));

  /** The columns by which people know a unit, its care or an agreement. */
  private static final Set<String> NAMES =
      Set.of("Enhet", "Avtalsnummer", "Vårdtjänst", "Klocka", "Period till");

  /** By its path without numbers, what a value is called in {@code import.place}. */
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("term.asset.extension[volume-cap].extension[cap].valueInteger", "cap"),
          Map.entry(
              "term.asset.extension[volume-cap].extension[onReached].valueCode", "on-reached"),
          Map.entry("term.asset.valuedItem.unitPrice.value", "price"),
          Map.entry("term.asset.valuedItem.points", "points"),
          Map.entry("term.asset.valuedItem.factor", "factor"),
          Map.entry("applies.start", "from"),
          Map.entry("applies.end", "to"),
          Map.entry("status", "in-force"),
          Map.entry("active", "in-force"),
          Map.entry("name", "name"));

  /** The vårdtjänst of an agreement that a value is of, counted from 0. */
  private static final Pattern OF_SERVICE = Pattern.compile("\\.asset\\[(\\d+)]");

  private final Say say;

  ImportSheets(Say say) {
    this.say = say;
  }

  String moment(Instant at) {
    return MOMENT.format(at);
  }

  Sheet runs(SentFiles.Page sent, Address address) {
    return about(
            Table.<ImportRun>named("filer", say)
                .words("fil", "import.file", ImportSheets::file)
                .words(
                    "slag",
                    "import.kind",
                    run -> Cell.of(say.the("import.kind." + run.kind().code())))
                .words(
                    "lage",
                    "agreement.state",
                    run -> Cell.of(say.the("import.state." + run.state())))
                .figures(
                    "rader", "import.rows", run -> Cell.of(String.valueOf(run.rows()), run.rows()))
                .figures("fel", "import.faults", ImportSheets::faults)
                .words(
                    "sand", "import.sent", run -> Cell.of(moment(run.sentAt())).note(run.sentBy())))
        .empty("import.none.files")
        .of(sent.runs(), say.the("import.runs", sent.runs().size(), sent.total()), address);
  }

  private static Cell file(ImportRun run) {
    return Cell.of(run.fileName().isEmpty() ? run.id().toString() : run.fileName())
        .to("/app/import/" + run.id());
  }

  private static Cell faults(ImportRun run) {
    int faults = run.counts().faults();
    return Cell.of(String.valueOf(faults), faults).tone(faults > 0 ? "bad" : "quiet");
  }

  /** Of a file that is published, why it could not be taken back: nothing is wrong in it. */
  Sheet faults(List<ImportFault> faults, ImportRun run, Address address) {
    String about =
        run.state().equals("published") ? "import.not-undone.why" : "import.faults.caption";
    boolean english = say.language().getLanguage().equals("en");
    return about(
            Table.<ImportFault>named("fel", say)
                .figures(
                    "rad",
                    "import.line",
                    fault -> line(fault.line(), Cell.of(say.the("import.whole"))))
                .words(
                    "falt",
                    "import.field",
                    fault -> fault.field().isEmpty() ? Cell.missing("–") : Cell.of(fault.field()))
                .words(
                    "fel",
                    "import.fault",
                    fault ->
                        Cell.of(english ? fault.english() : fault.swedish()).note(fault.code())))
        .of(faults, say.the(about, faults.size()), address.table("fel"));
  }

  /** How many there are to show. */
  static int changed(ImportRun run) {
    return run.counts().added() + run.counts().changed() + run.counts().gone();
  }

  Sheet changes(List<ImportChange> changes, ImportRun run, Address address) {
    return about(
            Table.<ImportChange>named("andringar", say)
                .words(
                    "vad",
                    "import.what",
                    change -> Cell.of(say.the("import.change." + change.what())))
                .words("vilken", "import.which", this::which)
                .figures("rad", "import.line", change -> line(change.line(), Cell.missing("–")))
                .words("skillnad", "import.difference", this::differences))
        .of(changes, say.the("import.changes", changes.size(), changed(run)), address.firstTable());
  }

  /** What is new is called as the file calls it; what has no name is known by its id. */
  private Cell which(ImportChange change) {
    String name =
        change.what().equals("new")
            ? change.differences().stream()
                .filter(d -> NAMES.contains(d.place()))
                .map(ImportChange.Difference::after)
                .collect(Collectors.joining(", "))
            : change.name();
    Cell cell = Cell.of(name.isEmpty() ? change.id() : name);
    return cell.note(say.the("import.type." + change.type()));
  }

  /** What ends differs in nothing else. */
  private Cell differences(ImportChange change) {
    if (change.what().equals("gone")) {
      return Cell.of(say.the("import.ends"));
    }
    boolean added = change.what().equals("new");
    return Cell.of("")
        .notes(
            change.differences().stream()
                .map(d -> place(d) + ": " + (added ? "" : d.before() + " → ") + d.after())
                .toList());
  }

  /** By the file's word, where it has one; else by the path. */
  private String place(ImportChange.Difference difference) {
    String path = difference.place();
    String place = PLACES.get(path.replaceAll("\\[\\d+]", ""));
    if (place == null) {
      return path;
    }
    String word = say.the("import.place." + place);
    Matcher service = OF_SERVICE.matcher(path);
    return service.find() && !service.group(1).equals("0")
        ? say.the("import.place.of-service", word, Integer.parseInt(service.group(1)) + 1)
        : word;
  }

  /** 0 is no line. */
  private static Cell line(int number, Cell none) {
    return number == 0 ? none : Cell.of(String.valueOf(number), number);
  }

  private <R> Table<R> about(Table<R> table) {
    return table.empty("import.none").fact(say.the("about.taken"), say.now());
  }
}
