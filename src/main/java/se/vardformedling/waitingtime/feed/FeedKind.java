package se.vardformedling.waitingtime.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The files that can be read, with their columns. Our own shapes: no publisher has set one yet. */
public enum FeedKind {
  /** One row for each care event, without identity. */
  VANTETIDER(
      "vantetidsdatabasen",
      List.of(
          "rad",
          "delregister",
          "enhet",
          "kva",
          "A",
          "B",
          "C",
          "D",
          "E",
          "F",
          "G",
          "pvv_dagar",
          "mov_dagar",
          "behov",
          "narkos",
          "asa")),
  /** Performed operations, counted by the register for each day and each wait in days. */
  SPOR("spor", List.of("datum", "enhet", "kva", "behov", "vantan_dagar", "antal", "antal_asa34")),
  /** Cataract operations, counted likewise. */
  NCR("ncr", List.of("datum", "enhet", "kva", "narkos", "vantan_dagar", "antal")),
  /** What units say that a new patient has to wait. */
  UPPSKATTNING("unit", List.of("enhet", "kva", "rapporterad", "veckor", "tar_emot_andra"));

  private final String source;
  private final List<String> columns;

  FeedKind(String source, List<String> columns) {
    this.source = source;
    this.columns = columns;
  }

  /** A code of {@code CodeSystem/wait-source}. */
  public String source() {
    return source;
  }

  public List<String> columns() {
    return columns;
  }

  public static Optional<FeedKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name().equalsIgnoreCase(name)).findFirst();
  }
}
