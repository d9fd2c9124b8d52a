package se.vardformedling.web.capacity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.MultiValueMap;
import se.vardformedling.capacity.Announcement.Draft;
import se.vardformedling.catalogue.Unit;
import se.vardformedling.fhir.Problem;

/** What the form of an announcement sends, and what it says when it is shown again. */
public record CapacityForm(MultiValueMap<String, String> fields) {
  static final Set<String> KINDS = Set.of("offer-capacity", "request-capacity");
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  /** What one reads in the form when nothing has been said yet. */
  static CapacityForm of(Map<String, String> usual) {
    MultiValueMap<String, String> fields = new org.springframework.util.LinkedMultiValueMap<>();
    usual.forEach(fields::add);
    return new CapacityForm(fields);
  }

  public String said(String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : value.strip();
  }

  public boolean chose(String name, String value) {
    return fields.getOrDefault(name, List.of()).contains(value);
  }

  /**
   * The announcement.
   *
   * @param unit who announces, if it is a unit: what it offers is the service that gives the care
   */
  Draft draft(Optional<Unit> unit, Instant now) {
    String care = said("vard");
    String kind = said("slag");
    if (!KINDS.contains(kind)) {
      throw Problem.VALUE_INVALID.at("slag", "offer-capacity or request-capacity");
    }
    boolean offers = kind.equals("offer-capacity");
    Optional<String> service =
        unit.filter(u -> offers)
            .flatMap(
                u ->
                    u.services().stream()
                        .filter(s -> s.active() && s.vardtjanst().equals(care))
                        .map(Unit.Care::serviceId)
                        .findFirst());
    return new Draft(
        kind,
        "",
        service,
        care,
        places("platser"),
        now.truncatedTo(ChronoUnit.SECONDS),
        until(),
        fields.getOrDefault("lan", List.of()),
        Optional.empty(),
        Optional.of(said("text")).filter(text -> !text.isEmpty()));
  }

  int places(String name) {
    if (!said(name).matches("\\d{1,3}")) {
      throw Problem.VALUE_INVALID.at(name, "1 to 500");
    }
    return Integer.parseInt(said(name));
  }

  /** To the end of the day. */
  private Instant until() {
    try {
      return LocalDate.parse(said("till")).plusDays(1).atStartOfDay(SWEDEN).toInstant();
    } catch (DateTimeException e) {
      throw Problem.VALUE_INVALID.at("till", "a date");
    }
  }
}
