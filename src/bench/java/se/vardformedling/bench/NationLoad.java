package se.vardformedling.bench;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.jdbc.core.JdbcTemplate;
import se.vardformedling.fhir.FhirStore;

/** Writes the made-up country as FHIR, through the same checks as any other write. */
final class NationLoad {
  private final FhirStore store;
  private final FhirContext fhir;
  private final JdbcTemplate sql;

  NationLoad(FhirStore store, FhirContext fhir, JdbcTemplate sql) {
    this.store = store;
    this.fhir = fhir;
    this.sql = sql;
  }

  void write(Nation nation, LocalDate today, Report report) {
    long began = System.nanoTime();
    long resources =
        IntStream.range(0, nation.units())
            .parallel()
            .mapToObj(nation::unit)
            .map(unit -> NationResource.bundle(nation, unit, today))
            .map(json -> fhir.newJsonParser().parseResource(Bundle.class, json))
            .mapToLong(bundle -> store.transaction(bundle).getEntry().size())
            .sum();
    Upkeep.statistics(sql);
    double seconds = (System.nanoTime() - began) / 1e9;
    report.tell("FHIR resources written", resources);
    report.tell("seconds to write them, checked against their profiles", seconds);
    report.tell("resources a second", resources / seconds);
  }
}
