package se.vardformedling.web.cases;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Contacts;
import se.vardformedling.catalogue.Units;
import se.vardformedling.referral.CaseList;

/** What the units that referred can be rung on, as the catalogue says. */
@Component
class Telephones {
  private final Units units;
  private final Contacts contacts;

  Telephones(Units units, Contacts contacts) {
    this.units = units;
    this.contacts = contacts;
  }

  /** By the Organization that referred; empty text when none is known. */
  Function<String, String> of(List<CaseList.Line> lines) {
    Map<String, String> numbers = new HashMap<>();
    lines.forEach(line -> numbers.computeIfAbsent(line.requesterId(), this::number));
    return id -> numbers.getOrDefault(id, "");
  }

  private String number(String organizationId) {
    return units.find(organizationId).stream()
        .flatMap(unit -> contacts.of(unit).points().stream())
        .filter(point -> point.kind().equals("phone"))
        .map(point -> point.value())
        .findFirst()
        .orElse("");
  }
}
