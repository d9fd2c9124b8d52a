package se.vardformedling.web.capacity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.catalogue.Unit;
import se.vardformedling.catalogue.Units;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/** Who announces: a unit for itself, a broker for its region. */
@Component
class Announcers {
  private final Catalogue catalogue;
  private final Units units;
  private final Terms terms;

  Announcers(Catalogue catalogue, Units units, Terms terms) {
    this.catalogue = catalogue;
    this.units = units;
    this.terms = terms;
  }

  /** As announcements write it; empty for who announces nothing. */
  Optional<String> party(Caller caller) {
    return caller.role() == Role.VARDFORMEDLARE
        ? caller.region().map(code -> "region:" + code)
        : caller.role() == Role.MOTTAGARE
            ? caller.unit().map(hsaId -> "unit:" + hsaId)
            : Optional.empty();
  }

  Optional<Unit> unit(Caller caller) {
    return caller.role() == Role.MOTTAGARE
        ? caller.unit().flatMap(catalogue::unitWithHsaId).flatMap(units::find)
        : Optional.empty();
  }

  List<Concept> care() {
    return terms.all(Canonical.codeSystem("vardtjanst"));
  }

  /** What the caller itself gives comes first in its form; all that there is for a region. */
  List<Concept> ownCare(Caller caller) {
    Set<String> own =
        unit(caller).stream()
            .flatMap(unit -> unit.services().stream())
            .map(Unit.Care::vardtjanst)
            .collect(Collectors.toSet());
    return own.isEmpty()
        ? care()
        : care().stream().filter(concept -> own.contains(concept.code())).toList();
  }

  Map<String, String> names(Collection<String> organizations) {
    return units.names(organizations);
  }
}
