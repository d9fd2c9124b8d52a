package se.vardformedling.search;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.TermRules;
import se.vardformedling.catalogue.Acceptance;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.catalogue.Position;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.MunicipalityCode;
import se.vardformedling.identifier.RegionCode;
import se.vardformedling.search.Question.Criterion;

/** Reads the question out of query parameters or a Parameters resource. */
@Component
class QuestionResource {
  private static final int DEFAULT_COUNT = 20;
  private static final int LARGEST_COUNT = 100;
  private static final int GUARANTEE_DAYS = 90;
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  /** A caller's clock may be that much before ours. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /** All regions of the samverkansregion that the asking one belongs to. */
  private static final String COOPERATION = "cooperation";

  private static final List<String> SORTS =
      List.of("score", "wait", "distance", "price", "quality");
  static final Set<String> KNOWN =
      Set.of(
          "need",
          "code",
          "text",
          "reason",
          "origin",
          "originRegion",
          "providerRegion",
          "operator",
          "expectedDate",
          "dueDate",
          "beforeDate",
          "maxDistance",
          "maxWaitDays",
          "maxPrice",
          "criteria",
          "agreement",
          "minRemainingVolume",
          "capacity",
          "sort",
          "strategy",
          "includeExcluded",
          "_count",
          "asOf");

  private final AskedCare cares;
  private final Catalogue catalogue;
  private final Strategies strategies;
  private final AskedNeed needs;

  QuestionResource(AskedCare cares, Catalogue catalogue, Strategies strategies, AskedNeed needs) {
    this.cares = cares;
    this.catalogue = catalogue;
    this.strategies = strategies;
    this.needs = needs;
  }

  /**
   * What is asked.
   *
   * @param guessed what the words were taken for, if they are nothing's own name; else none
   * @param moment as of which, if it is more than a day
   */
  record Read(Question question, Set<String> guessed, Optional<Instant> moment) {}

  Read read(RequestDetails request, ZonedDateTime now) {
    Asked asked = asked(request);
    LocalDate today = now.toLocalDate();
    Optional<Instant> moment = asked.moment("asOf");
    LocalDate asOf =
        moment
            .map(then -> LocalDate.ofInstant(then, SWEDEN))
            .or(() -> asked.date("asOf"))
            .orElse(today);
    boolean toCome =
        moment
            .map(then -> then.isAfter(now.toInstant().plus(CLOCKS_DIFFER)))
            .orElse(asOf.isAfter(today));
    if (toCome) {
      throw Problem.BAD_PARAMETER.at("asOf", "a day or a moment that has been");
    }
    AskedCare.Care care = cares.read(asked);
    return new Read(question(asked, care, asOf), care.guessed(), moment);
  }

  private Question question(Asked asked, AskedCare.Care care, LocalDate asOf) {
    LocalDate due =
        asked
            .date("dueDate")
            .or(() -> asked.date("beforeDate"))
            .orElse(asOf.plusDays(GUARANTEE_DAYS));
    return new Question(
        care.vardtjanster(),
        origin(asked),
        region(asked),
        asked.amount("maxDistance").map(BigDecimal::doubleValue),
        longest(asked, asOf),
        asked.amount("maxPrice").map(kronor -> kronor.movePointRight(2).longValue()),
        due,
        asked.date("expectedDate").orElse(asOf),
        asked.all("criteria").stream().map(QuestionResource::criterion).toList(),
        asked.choice("agreement", "preferred", Set.of("required", "preferred", "any")),
        asked.positive("minRemainingVolume").orElse(1),
        asked.choice("capacity", "not-closed", Set.of("any", "announced-only", "not-closed")),
        sort(asked),
        strategy(asked, asOf),
        asked.flag("includeExcluded"),
        asOf,
        Math.min(LARGEST_COUNT, asked.positive("_count").orElse(DEFAULT_COUNT)),
        site(asked));
  }

  /** The longest wait that will do, whether it is said in days or as a day. */
  private static Optional<Integer> longest(Asked asked, LocalDate asOf) {
    Optional<Integer> before =
        asked.date("beforeDate").map(day -> (int) Math.max(0, ChronoUnit.DAYS.between(asOf, day)));
    return Stream.of(asked.positive("maxWaitDays"), before)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** What to sort by, the first first. */
  private static String sort(Asked asked) {
    List<String> given =
        asked.all("sort").stream().flatMap(all -> Stream.of(all.split(",", -1))).toList();
    if (!SORTS.containsAll(given)) {
      throw Problem.BAD_PARAMETER.at("sort", "one of " + SORTS);
    }
    return given.isEmpty() ? "score" : String.join(",", given);
  }

  /**
   * A municipality code, a Location, the name of a place, or two decimals; rounded at once, so that
   * nothing after this knows the house.
   */
  private Position origin(Asked asked) {
    String given =
        asked.text("origin").orElseThrow(() -> Problem.BAD_PARAMETER.at("origin", "missing"));
    try {
      if (given.startsWith("Location/")) {
        return catalogue
            .place(given.substring("Location/".length()))
            .map(Position::rounded)
            .orElseThrow(() -> noPlace());
      }
      if (!given.contains(",")) {
        return (given.matches("\\d.*")
                ? catalogue.municipality(new MunicipalityCode(given).value())
                : catalogue.locality(given))
            .map(Position::rounded)
            .orElseThrow(() -> noPlace());
      }
      String[] parts = given.split(",", -1);
      if (parts.length != 2) {
        throw noPlace();
      }
      return new Position(
              Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()))
          .rounded();
    } catch (IllegalArgumentException e) {
      throw noPlace();
    }
  }

  private static RuntimeException noPlace() {
    return Problem.BAD_PARAMETER.at("origin", "no known place");
  }

  private static String region(Asked asked) {
    String given =
        asked
            .text("originRegion")
            .orElseThrow(() -> Problem.BAD_PARAMETER.at("originRegion", "missing"));
    return region("originRegion", given);
  }

  private static String region(String name, String given) {
    try {
      return new RegionCode(given).value();
    } catch (IllegalArgumentException e) {
      throw Problem.BAD_PARAMETER.at(name, "two digits of a länskod");
    }
  }

  private static Site site(Asked asked) {
    Set<String> counties = new TreeSet<>();
    for (String given : asked.all("providerRegion")) {
      counties.addAll(
          given.equals(COOPERATION)
              ? TermRules.neighbours(region(asked))
              : Set.of(region("providerRegion", given)));
    }
    String operator = asked.choice("operator", "", Set.copyOf(Site.OPERATORS));
    return new Site(counties, Optional.of(operator).filter(one -> !one.isEmpty()));
  }

  private Strategy strategy(Asked asked, LocalDate asOf) {
    String region = region(asked);
    return asked
        .text("strategy")
        .map(
            code ->
                strategies
                    .of(code, region, asOf)
                    .orElseThrow(() -> Problem.BAD_PARAMETER.at("strategy", "unknown")))
        .orElseGet(() -> strategies.standard(region, asOf));
  }

  private static Criterion criterion(String given) {
    int bar = given.indexOf('|');
    if (bar < 1) {
      throw Problem.BAD_PARAMETER.at("criteria", "code|value");
    }
    Criterion criterion = new Criterion(given.substring(0, bar), given.substring(bar + 1));
    if (!FilterRules.CRITERIA.contains(criterion.code())) {
      throw Problem.BAD_PARAMETER.at("criteria", "one of " + FilterRules.CRITERIA);
    }
    if (FilterRules.MEASURED.contains(criterion.code())
        && Acceptance.Band.read(criterion.value()).isEmpty()) {
      throw Problem.BAD_PARAMETER.at(
          "criteria", criterion.code() + ": a whole number, or a band such as 35-39 or 90+");
    }
    if (criterion.code().equals(FilterRules.QUALITY)
        && !criterion.value().matches("\\d{1,3}(\\.\\d{1,3})?")) {
      throw Problem.BAD_PARAMETER.at("criteria", "quality: a rate in per cent");
    }
    return criterion;
  }

  private Asked asked(RequestDetails request) {
    Map<String, List<String>> values = new HashMap<>();
    request
        .getParameters()
        .forEach((name, given) -> values.put(name, new ArrayList<>(List.of(given))));
    List<ServiceRequest> enclosed = new ArrayList<>();
    if (request.getResource() instanceof Parameters parameters) {
      for (ParametersParameterComponent one : parameters.getParameter()) {
        if ("need".equals(one.getName()) && one.hasResource()) {
          enclosed.add(need(one.getResource()));
        } else {
          List<String> said = ParameterTexts.of(one);
          values
              .computeIfAbsent(one.getName(), n -> new ArrayList<>())
              .addAll(said.isEmpty() ? List.of("") : said);
        }
      }
    }
    Asked asked = new Asked(values).refuseUnknown(KNOWN).refuseEmpty();
    asked.text("need").map(needs::find).ifPresent(enclosed::add);
    if (enclosed.size() > 1) {
      throw Problem.BAD_PARAMETER.at("need", "given more than once");
    }
    enclosed.forEach(need -> AskedNeed.fill(values, need));
    return asked;
  }

  private static ServiceRequest need(Resource enclosed) {
    if (enclosed instanceof ServiceRequest need) {
      return need;
    }
    throw Problem.BAD_PARAMETER.at("need", "a ServiceRequest");
  }
}
