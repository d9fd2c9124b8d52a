package se.vardformedling.agreement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/** What the operations answer, as Parameters. */
final class AgreementAnswers {
  private AgreementAnswers() {}

  static Parameters applicable(List<Applicable> found) {
    Parameters answer = new Parameters();
    answer.addParameter("total", new IntegerType(found.size()));
    for (Applicable one : found) {
      ParametersParameterComponent part = answer.addParameter().setName("match");
      add(part, "contract", new Reference("Contract/" + one.contractId()));
      // The price is a function of what the agreement said then.
      add(part, "version", new StringType(one.version()));
      add(part, "healthcareService", new Reference("HealthcareService/" + one.serviceId()));
      add(part, "service", new Coding(Canonical.codeSystem("vardtjanst"), one.vardtjanst(), null));
      add(part, "commissioner", new CodeType(one.commissioner()));
      Period valid = new Period();
      valid.getStartElement().setValueAsString(one.validFrom().toString());
      one.validTo().ifPresent(end -> valid.getEndElement().setValueAsString(end.toString()));
      add(part, "validity", valid);
      price(part, one.price());
      one.left().ifPresent(left -> add(part, "remaining", new IntegerType(left)));
      one.warnings().forEach(warning -> add(part, "warning", new CodeType(warning)));
    }
    return answer;
  }

  private static void price(ParametersParameterComponent part, PriceTerms price) {
    if (price.model() != null) {
      add(part, "priceModel", new CodeType(price.model()));
    }
    add(part, "price", kronor(price.unitOre()));
    add(part, "points", decimal(price.points()));
    add(part, "factor", decimal(price.factor()));
  }

  /** Counter by counter; what is counted of the only one is said at the top too. */
  static Parameters volumes(List<VolumeStatus> all) {
    Parameters answer = new Parameters();
    for (VolumeStatus status : all) {
      ParametersParameterComponent part = answer.addParameter().setName("volume");
      add(part, "healthcareService", new Reference("HealthcareService/" + status.serviceId()));
      if (!status.vardtjanst().isEmpty()) {
        add(
            part,
            "service",
            new Coding(Canonical.codeSystem("vardtjanst"), status.vardtjanst(), null));
      }
      status.cap().ifPresent(cap -> add(part, "cap", new IntegerType(cap)));
      add(part, "unit", new CodeType(status.unit()));
      add(part, "reserved", new IntegerType(status.reserved()));
      add(part, "consumed", new IntegerType(status.consumed()));
      status.left().ifPresent(left -> add(part, "remaining", new IntegerType(left)));
      add(part, "overrun", new IntegerType(status.overrun()));
      add(part, "state", new CodeType(status.state()));
      status.regions().forEach(region -> region(part, region));
      status.months().forEach(month -> month(part, month));
      forecast(part, status.forecast());
      add(part, "asOf", new InstantType(Date.from(status.asOf())));
      add(part, "entries", new IntegerType(status.entries()));
      if (!status.ledgerHash().isEmpty()) {
        add(part, "ledgerHash", new StringType(status.ledgerHash()));
      }
    }
    if (all.size() == 1) {
      List.copyOf(answer.getParameterFirstRep().getPart())
          .forEach(said -> answer.addParameter(said.copy()));
      answer
          .addParameter()
          .setName("projectedExhaustionDate")
          .setValue(day(all.get(0).forecast().date()));
    }
    return answer;
  }

  private static void region(ParametersParameterComponent volume, VolumeStatus.Region region) {
    ParametersParameterComponent part = volume.addPart().setName("byRegion");
    add(part, "region", new CodeType(region.region()));
    region.cap().ifPresent(cap -> add(part, "cap", new IntegerType(cap)));
    add(part, "reserved", new IntegerType(region.reserved()));
    add(part, "consumed", new IntegerType(region.consumed()));
  }

  private static void month(ParametersParameterComponent volume, VolumeStatus.Month month) {
    ParametersParameterComponent part = volume.addPart().setName("byMonth");
    add(part, "month", new DateType(month.month().toString()));
    add(part, "taken", new IntegerType(month.taken()));
    month.left().ifPresent(left -> add(part, "remaining", new IntegerType(left)));
  }

  private static void forecast(ParametersParameterComponent volume, Forecast forecast) {
    ParametersParameterComponent part = volume.addPart().setName("forecast");
    add(part, "kind", new CodeType(forecast.kind()));
    add(part, "projectedExhaustionDate", day(forecast.date()));
    add(part, "earliest", day(forecast.earliest()));
    add(part, "latest", day(forecast.latest()));
    add(
        part,
        "perMonth",
        new DecimalType(BigDecimal.valueOf(forecast.perMonth()).setScale(1, RoundingMode.HALF_UP)));
    add(part, "taken", new IntegerType(forecast.taken()));
    add(part, "days", new IntegerType(forecast.days()));
  }

  private static void add(ParametersParameterComponent part, String name, @Nullable Type value) {
    if (value != null) {
      part.addPart().setName(name).setValue(value);
    }
  }

  private static @Nullable Money kronor(@Nullable Long ore) {
    return ore == null ? null : new Money().setValue(BigDecimal.valueOf(ore, 2)).setCurrency("SEK");
  }

  private static @Nullable DecimalType decimal(@Nullable BigDecimal value) {
    return value == null ? null : new DecimalType(value);
  }

  private static @Nullable DateType day(Optional<LocalDate> day) {
    return day.map(date -> new DateType(date.toString())).orElse(null);
  }
}
