package se.vardformedling.waitingtime.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.waitingtime.feed.FeedProblem.Rule;

/**
 * Reads a file: lines {@code #name;value} (uttag, from, till, enheter, syntetisk), a line of column
 * names, then rows with {@code ;} between. A wrong row is left out and reported; a file that may
 * identify anybody is refused whole.
 */
public final class FeedReader {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setDelimiter(';').setHeader().setSkipHeaderRecord(true).get();
  private static final int SHOWN = 1_000;

  private final FeedKind kind;
  private final RowRules rules;
  private final LocalDate today;
  private final Map<String, String> head = new HashMap<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private final Map<FeedCount, FeedCount> counts = new LinkedHashMap<>();
  private final List<FeedEstimate> estimates = new ArrayList<>();
  private final Map<String, Set<LocalDate>> heard = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private int rows;
  private int wrong;

  private FeedReader(FeedKind kind, Directory directory, LocalDate today) {
    this.kind = kind;
    this.today = today;
    this.rules = new RowRules(directory);
  }

  /** The file as it was understood; a failure to read it at all is the caller's. */
  public static FeedFile read(FeedKind kind, Directory directory, LocalDate today, Reader text)
      throws IOException {
    return new FeedReader(kind, directory, today).read(text);
  }

  private FeedFile read(Reader text) throws IOException {
    BufferedReader lines = new BufferedReader(text);
    int first = head(lines);
    Optional<FeedPeriod> period = period();
    if (period.isEmpty()) {
      return refused();
    }
    try (CSVParser parser = FORMAT.parse(lines)) {
      kind.columns().stream()
          .filter(column -> !parser.getHeaderNames().contains(column))
          .forEach(column -> problems.add(new FeedProblem(first, column, Rule.COLUMN, "")));
      if (problems.isEmpty()) {
        for (CSVRecord row : parser) {
          rows++;
          take(row, first - 1 + (int) parser.getCurrentLineNumber(), period.get());
        }
      }
    }
    return finish(period.get());
  }

  /** Reads the lines that begin with #; gives the number of the line of column names. */
  private int head(BufferedReader lines) throws IOException {
    int number = 1;
    lines.mark(8_192);
    String line = lines.readLine();
    while (line != null && line.replace("\uFEFF", "").startsWith("#")) {
      // A spreadsheet makes every line as long as the longest.
      String[] parts =
          line.replace("\uFEFF", "").substring(1).replaceAll("[;\\s]+$", "").split(";", 2);
      String name = parts[0].strip();
      String value = parts.length > 1 ? parts[1].strip() : "";
      if (identifies(name, IdentityScanner.Place.TEXT)
          || (name.equals("enheter")
              ? units(value).anyMatch(u -> identifies(u, IdentityScanner.Place.KNOWN_IDENTIFIER))
              : identifies(line, IdentityScanner.Place.TEXT))) {
        problems.add(new FeedProblem(number, "", Rule.IDENTITY, ""));
      }
      head.put(name, value);
      number++;
      lines.mark(8_192);
      line = lines.readLine();
    }
    lines.reset();
    return number;
  }

  private static boolean identifies(String text, IdentityScanner.Place place) {
    return IdentityScanner.scan(text, place).isPresent();
  }

  private static Stream<String> units(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(unit -> !unit.isEmpty());
  }

  private Optional<FeedPeriod> period() {
    try {
      FeedPeriod period =
          new FeedPeriod(
              LocalDate.parse(head.getOrDefault("uttag", "")),
              LocalDate.parse(head.getOrDefault("from", "")),
              LocalDate.parse(head.getOrDefault("till", "")));
      // A day that has not been would be the newest for ever. Tomorrow may have begun elsewhere.
      if (!period.from().isAfter(period.to())
          && !period.to().isAfter(period.dataAsOf())
          && !period.dataAsOf().isAfter(today.plusDays(1))) {
        return Optional.of(period);
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    problems.add(new FeedProblem(0, "", Rule.HEADER, "uttag, from, till"));
    return Optional.empty();
  }

  private void take(CSVRecord row, int number, FeedPeriod period) {
    FeedLine line = new FeedLine(row, number);
    try {
      checkIdentity(row, line);
      switch (kind) {
        case VANTETIDER -> {
          once(line, line.text("rad"));
          count(rules.extract(line, period), line);
        }
        case SPOR, NCR -> {
          once(line, counted(line));
          count(rules.aggregate(kind, line, period), line);
        }
        case UPPSKATTNING -> {
          once(line, line.text("enhet") + ";" + line.text("kva"));
          estimates.add(rules.estimate(line, period));
        }
      }
    } catch (FeedLine.RowException e) {
      wrong++;
      if (problems.size() < SHOWN || e.problem().rule().fatal()) {
        problems.add(e.problem());
      }
    }
  }

  private void count(FeedCount count, FeedLine line) {
    counts.merge(count.kind(), count, FeedCount::plus);
    heard.computeIfAbsent(line.text("enhet"), unit -> new HashSet<>()).add(count.day());
  }

  /** What a row counts, without how many: counted twice, both numbers cannot be right. */
  private String counted(FeedLine line) {
    return kind.columns().stream()
        .filter(column -> !column.startsWith("antal"))
        .map(line::text)
        .collect(Collectors.joining(";"));
  }

  private void once(FeedLine line, String key) {
    if (key.isEmpty() || !seen.add(key)) {
      throw line.wrong("", Rule.DUPLICATE);
    }
  }

  private void checkIdentity(CSVRecord row, FeedLine line) {
    for (Map.Entry<String, String> cell : row.toMap().entrySet()) {
      IdentityScanner.Place place =
          cell.getKey().equals("enhet")
              ? IdentityScanner.Place.KNOWN_IDENTIFIER
              : IdentityScanner.Place.TEXT;
      if (IdentityScanner.scan(cell.getValue(), place).isPresent()) {
        throw line.wrong(cell.getKey(), Rule.IDENTITY);
      }
    }
  }

  private FeedFile finish(FeedPeriod period) {
    if (rows > 0 && wrong > Math.max(1, rows / 20)) {
      problems.add(new FeedProblem(0, "", Rule.TOO_MANY, wrong + "/" + rows));
    }
    // It would replace what is known of its days by nothing.
    if (rows == wrong && problems.stream().noneMatch(problem -> problem.rule().fatal())) {
      problems.add(new FeedProblem(0, "", Rule.EMPTY, ""));
    }
    boolean counted = kind != FeedKind.UPPSKATTNING;
    Set<String> expected = counted ? expected() : Set.of();
    if (counted) {
      problems.addAll(QualityRules.judge(period, expected, heard));
    }
    FeedReport report = report(period, QualityRules.response(period, expected, heard));
    return report.refused()
        ? new FeedFile(report, List.of(), List.of())
        : new FeedFile(report, List.copyOf(counts.values()), estimates);
  }

  /** Who should have reported. */
  private Set<String> expected() {
    return units(head.getOrDefault("enheter", "")).collect(Collectors.toSet());
  }

  private FeedReport report(FeedPeriod period, Optional<Double> response) {
    boolean stopped = problems.stream().anyMatch(problem -> problem.rule().fatal());
    return new FeedReport(
        kind.source(),
        period.dataAsOf(),
        period.from(),
        period.to(),
        "ja".equals(head.get("syntetisk")),
        rows,
        stopped ? 0 : rows - wrong,
        response,
        List.copyOf(problems));
  }

  private FeedFile refused() {
    LocalDate nothing = LocalDate.EPOCH;
    return new FeedFile(
        report(new FeedPeriod(nothing, nothing, nothing), Optional.empty()), List.of(), List.of());
  }
}
