package se.vardformedling.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Term;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.waitingtime.Wait;

/** Writes the answer as a searchset: matches in order, then what they refer to. */
@Component
class SuitabilityResource {
  private static final int SMALL_NUMBER = 20;
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private final FhirStore store;

  SuitabilityResource(FhirStore store) {
    this.store = store;
  }

  Bundle bundle(Question question, FindProvider.Answer answer) {
    List<Suitability> shown = answer.matches().stream().limit(question.count()).toList();
    List<Suitability> excluded = question.includeExcluded() ? answer.excluded() : List.of();
    List<Offer> offers =
        Stream.concat(shown.stream(), excluded.stream()).map(Suitability::offer).toList();
    Map<String, HealthcareService> services =
        read(HealthcareService.class, offers.stream().map(Offer::serviceId).toList());
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.SEARCHSET).setTotal(answer.matches().size());
    int rank = 1;
    for (Suitability match : shown) {
      add(
          bundle,
          Objects.requireNonNull(services.get(match.offer().serviceId())),
          match,
          SearchEntryMode.MATCH,
          rank++,
          question);
    }
    for (Suitability other : excluded) {
      add(
          bundle,
          Objects.requireNonNull(services.get(other.offer().serviceId())),
          other,
          SearchEntryMode.INCLUDE,
          0,
          question);
    }
    include(bundle, read(Organization.class, offers.stream().map(Offer::unitId).toList()).values());
    include(bundle, read(Location.class, offers.stream().map(Offer::locationId).toList()).values());
    return bundle;
  }

  private <T extends Resource> Map<String, T> read(Class<T> type, List<String> ids) {
    return store.readAll(type, ids).stream()
        .collect(
            Collectors.toMap(
                r -> r.getIdElement().getIdPart(), r -> r, (a, b) -> a, java.util.TreeMap::new));
  }

  private static void include(Bundle bundle, Collection<? extends Resource> resources) {
    for (Resource resource : resources) {
      bundle
          .addEntry()
          .setFullUrl(url(resource))
          .setResource(resource)
          .getSearch()
          .setMode(SearchEntryMode.INCLUDE);
    }
  }

  private static void add(
      Bundle bundle,
      Resource service,
      Suitability s,
      SearchEntryMode mode,
      int rank,
      Question question) {
    Bundle.BundleEntryComponent entry =
        bundle.addEntry().setFullUrl(url(service)).setResource(service);
    entry.getSearch().setMode(mode);
    if (mode == SearchEntryMode.MATCH) {
      entry.getSearch().setScore(decimal(s.score(), 4));
    }
    entry.addExtension(match(s, rank, question));
  }

  private static Extension match(Suitability s, int rank, Question question) {
    Extension match = new Extension(Canonical.profile("match"));
    if (rank > 0) {
      part(match, "rank", new IntegerType(rank));
    }
    part(match, "score", new DecimalType(decimal(s.score(), 4)));
    part(match, "strategy", new StringType(question.strategy().name()));
    part(match, "asOf", new DateType(question.asOf().toString()));
    s.components().forEach(component -> match.addExtension(component(component)));
    s.distanceKm().ifPresent(km -> match.addExtension(distance(km)));
    s.waiting().ifPresent(wait -> match.addExtension(wait(wait)));
    s.term().ifPresent(term -> match.addExtension(agreement(term)));
    part(match, "capacity", new CodeType(RankingRules.capacity(s.offer(), question.asOf())));
    s.warnings().forEach(warning -> part(match, "warning", new CodeType(warning)));
    s.excluded().forEach(reason -> part(match, "excluded", new CodeType(reason)));
    if (!s.excluded().isEmpty()) {
      part(match, "nearMiss", new BooleanType(s.nearMiss()));
    }
    return match;
  }

  private static Extension component(Suitability.Component component) {
    Extension part = new Extension("component");
    part(part, "code", new CodeType(component.code()));
    component.raw().ifPresent(raw -> part(part, "raw", new DecimalType(decimal(raw, 1))));
    part(part, "normalised", new DecimalType(decimal(component.normalised(), 4)));
    part(part, "weight", new DecimalType(decimal(component.weight(), 2)));
    part(part, "sv", new StringType(ExplanationRules.say(component, SWEDISH)));
    part(part, "en", new StringType(ExplanationRules.say(component, Locale.ENGLISH)));
    return part;
  }

  private static Extension distance(double km) {
    Extension part = new Extension("distance");
    part(part, "value", new DecimalType(decimal(km, 1)));
    part(part, "unit", new CodeType("km"));
    part(part, "method", new CodeType("great-circle"));
    return part;
  }

  /** Small numbers are shown as a band. */
  private static Extension wait(Wait wait) {
    Extension part = new Extension("wait");
    part(part, "days", new DecimalType(decimal(wait.days(), 1)));
    part(part, "kind", new CodeType(wait.kind()));
    part(
        part,
        "n",
        new StringType(wait.n() < SMALL_NUMBER ? "<" + SMALL_NUMBER : String.valueOf(wait.n())));
    part(part, "asOf", new DateType(wait.asOf().toString()));
    part(part, "source", new CodeType(wait.source()));
    return part;
  }

  private static Extension agreement(Term term) {
    Extension part = new Extension("agreement");
    part(part, "contract", new Reference("Contract/" + term.contractId()));
    term.priceModel().ifPresent(model -> part(part, "priceModel", new CodeType(model)));
    term.priceOre()
        .ifPresent(ore -> part(part, "unitPrice", new DecimalType(BigDecimal.valueOf(ore, 2))));
    term.remaining().ifPresent(left -> part(part, "remainingVolume", new IntegerType(left)));
    part(part, "reservedVolume", new IntegerType(term.reserved()));
    term.validTo().ifPresent(end -> part(part, "validTo", new DateType(end.toString())));
    return part;
  }

  private static void part(Extension whole, String name, Type value) {
    whole.addExtension(name, value);
  }

  private static String url(Resource resource) {
    return Canonical.BASE + "/" + resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  private static BigDecimal decimal(double value, int scale) {
    return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP);
  }
}
