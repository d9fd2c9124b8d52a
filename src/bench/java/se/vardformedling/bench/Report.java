package se.vardformedling.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one bench found: a line as soon as it is known, a file for programs, a table for people at
 * the end, and the bars that were missed.
 */
public final class Report {
  private final String name;
  private final List<Figures> figures = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();

  public Report(String name) {
    this.name = name;
  }

  /** One comparison and what it must be; without a limit it is only told. */
  record Bar(String what, double value, String limit, boolean held) {}

  Figures add(Figures measured) {
    figures.add(measured);
    keep(line(measured));
    return measured;
  }

  public void atLeast(String what, double value, double bar) {
    add(new Bar(what, rounded(value), "at least " + bar, value >= bar));
  }

  void atMost(String what, double value, double bar) {
    add(new Bar(what, rounded(value), "at most " + bar, value <= bar));
  }

  public void tell(String what, double value) {
    add(new Bar(what, rounded(value), "", true));
  }

  private void add(Bar bar) {
    bars.add(bar);
    keep(line(bar));
  }

  /** At once, so that a bench that breaks off has told what it had found. */
  private void keep(String line) {
    System.out.print(line);
    write();
  }

  /** Prints the tables, and fails if a bar was missed. */
  public void finish() {
    System.out.println(markdown());
    List<Bar> missed = bars.stream().filter(bar -> !bar.held()).toList();
    if (!missed.isEmpty()) {
      throw new AssertionError("Missed: " + missed);
    }
  }

  /** To {@code target/bench/NAME.json}. */
  private void write() {
    try {
      Path file = Files.createDirectories(Path.of("target/bench")).resolve(name + ".json");
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(
              file.toFile(),
              Map.of(
                  "java",
                  System.getProperty("java.vm.version"),
                  "processors",
                  Runtime.getRuntime().availableProcessors(),
                  "figures",
                  figures,
                  "bars",
                  bars));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String markdown() {
    StringBuilder table = new StringBuilder("\n");
    if (!figures.isEmpty()) {
      table.append("| request | n | p50 ms | p95 ms | p99 ms | a second |\n");
      table.append("| --- | --- | --- | --- | --- | --- |\n");
      figures.forEach(f -> table.append(line(f)));
      table.append('\n');
    }
    table.append("| compared | value | bar | held |\n| --- | --- | --- | --- |\n");
    bars.forEach(bar -> table.append(line(bar)));
    return table.toString();
  }

  private static String line(Figures f) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %.2f | %.1f |%n",
        f.name(),
        f.count(),
        f.p50(),
        f.p95(),
        f.p99(),
        f.perSecond());
  }

  private static String line(Bar bar) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %s | %s |%n",
        bar.what(),
        bar.value(),
        bar.limit(),
        bar.limit().isEmpty() ? "" : bar.held() ? "yes" : "NO");
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
