package se.vardformedling.hvo;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.ManyResources;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.hvo.SourceLinks.Known;
import se.vardformedling.hvo.Sources.Outcome;
import se.vardformedling.hvo.Sources.Row;

/** Stores what waits, some at a time; what is refused does not stop the others. */
@Component
class Storing {
  private final Sources sources;
  private final LeftOut leftOut;
  private final SourceLinks links;
  private final LocalResource local;
  private final ManyResources many;
  private final FhirStore store;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Storing(
      Sources sources,
      LeftOut leftOut,
      SourceLinks links,
      LocalResource local,
      ManyResources many,
      FhirStore store,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.sources = sources;
    this.leftOut = leftOut;
    this.links = links;
    this.local = local;
    this.many = many;
    this.store = store;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  /**
   * What new organisations are here: those we have already, by HSA-id or by the number of a legal
   * person that only one of ours has.
   */
  Map<String, String> adopt(List<Source> read) {
    Map<String, String> wanted = new HashMap<>();
    List<Source> organizations =
        read.stream().filter(source -> source.type().equals("Organization")).toList();
    List<String> unknown =
        sources.unknown("Organization", organizations.stream().map(Source::id).toList());
    organizations.stream()
        .filter(source -> unknown.contains(source.id()))
        .forEach(
            source ->
                identifier((Organization) source.body())
                    .ifPresent(token -> wanted.put(token, source.id())));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<String, List<Organization>> here = new TreeMap<>();
    for (Organization ours :
        store.search(Organization.class, "identifier=" + String.join(",", wanted.keySet()))) {
      for (Identifier one : ours.getIdentifier()) {
        here.computeIfAbsent(one.getSystem() + "|" + one.getValue(), key -> new ArrayList<>())
            .add(ours);
      }
    }
    List<String> taken =
        sources.taken(
            "Organization",
            here.values().stream().flatMap(List::stream).map(Storing::id).distinct().toList());
    Map<String, String> adopted = new HashMap<>();
    wanted.forEach(
        (token, id) -> {
          List<String> found = inForceFirst(here.getOrDefault(token, List.of()));
          if (found.size() == 1 && !taken.contains(found.get(0))) {
            adopted.put("Organization/" + id, found.get(0));
          }
        });
    return adopted;
  }

  /** Those that are in force, if any is. */
  private static List<String> inForceFirst(List<Organization> found) {
    List<Organization> active =
        found.stream().filter(one -> !one.hasActive() || one.getActive()).toList();
    return (active.isEmpty() ? found : active).stream().map(Storing::id).toList();
  }

  private static String id(Organization organization) {
    return organization.getIdElement().getIdPart();
  }

  private static Optional<String> identifier(Organization organization) {
    return Stream.of(HvoResource.HSA_ID, HvoResource.ORGANISATION_NUMBER)
        .flatMap(
            system ->
                organization.getIdentifier().stream().filter(one -> system.equals(one.getSystem())))
        .filter(one -> String.valueOf(one.getValue()).matches("[A-Za-z0-9-]{1,64}"))
        .map(one -> one.getSystem() + "|" + one.getValue())
        .findFirst();
  }

  /** Whether we know organisations with the numbers; they come from the register alone. */
  boolean registered(Set<String> numbers) {
    return numbers.stream()
        .allMatch(
            number ->
                !store
                    .search(
                        Organization.class,
                        "identifier=" + HvoResource.ORGANISATION_NUMBER + "|" + number)
                    .isEmpty());
  }

  /** Each in a transaction with its neighbours; if it is refused, in one with fewer. */
  SyncRun.Counts store(List<Row> rows) {
    try {
      return Objects.requireNonNull(transaction.execute(t -> waiting(rows)));
    } catch (ResourceVersionConflictException another) {
      // Somebody else was there first; it is no fault of the resource, and waits still.
      throw another;
    } catch (BaseServerResponseException unfit) {
      return fewer(rows, problem(unfit));
    }
  }

  /** Two that carry on the same reading store each resource once. */
  private SyncRun.Counts waiting(List<Row> rows) {
    sources.lock();
    List<Row> left = sources.stillWaiting(rows);
    return left.isEmpty() ? new SyncRun.Counts(0, 0, 0, 0, 0) : together(left);
  }

  /** The code and the place, never a value. */
  static String problem(BaseServerResponseException unfit) {
    if (unfit instanceof Refusal refused) {
      Refusal.Issue first = refused.issues().get(0);
      return (first.problem().code() + " " + first.expression()).strip();
    }
    return "status-" + unfit.getStatusCode();
  }

  private SyncRun.Counts fewer(List<Row> rows, String problem) {
    if (rows.size() == 1) {
      transaction.executeWithoutResult(t -> sources.refused(rows.get(0), problem));
      return new SyncRun.Counts(0, 0, 0, 1, 0);
    }
    int half = rows.size() / 2;
    SyncRun.Counts first = store(rows.subList(0, half));
    SyncRun.Counts second = store(rows.subList(half, rows.size()));
    return new SyncRun.Counts(
        0,
        first.stored() + second.stored(),
        first.unchanged() + second.unchanged(),
        first.refused() + second.refused(),
        0);
  }

  /** All of one type, or none, in the caller's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public SyncRun.Counts together(List<Row> rows) {
    String type = rows.get(0).source().type();
    List<String> ids = rows.stream().map(Row::localId).toList();
    Map<String, Resource> before = here(type, ids);
    Known known = links.of(rows);
    List<Outcome> outcomes = new ArrayList<>();
    List<Resource> made = new ArrayList<>();
    for (Row row : rows) {
      Optional<Resource> here = Optional.ofNullable(before.get(row.localId()));
      if (here.isPresent() && !LocalResource.mayReplace(row, here.get())) {
        throw Problem.ORGANISATION_NOT_AUTHORISED.because(type + " is not the catalogue's");
      }
      here.ifPresent(ours -> AdoptedResource.check(row, ours));
      LocalResource.Made one = made(row, known, here);
      one.resource().ifPresent(made::add);
      outcomes.add(new Outcome(row, one.resource().isPresent(), one.dangling(), one.turns()));
    }
    keepTerms(before, made);
    Map<String, Long> old = many.versions(type, ids);
    if (!made.isEmpty()) {
      many.put(made);
    }
    sources.stored(outcomes);
    Map<String, Long> now = many.versions(type, ids);
    int changed =
        (int)
            now.entrySet().stream()
                .filter(one -> !one.getValue().equals(old.get(one.getKey())))
                .count();
    return new SyncRun.Counts(0, changed, rows.size() - changed, 0, 0);
  }

  /** What regions have added to agreements of the catalogue stays. */
  private void keepTerms(Map<String, Resource> before, List<Resource> made) {
    List<String> services =
        before.values().stream()
            .filter(Contract.class::isInstance)
            .flatMap(old -> AgreedResource.services((Contract) old).stream())
            .toList();
    if (services.isEmpty()) {
      return;
    }
    Set<String> catalogues = Set.copyOf(sources.taken("HealthcareService", services));
    for (Resource one : made) {
      if (one instanceof Contract now
          && before.get(now.getIdElement().getIdPart()) instanceof Contract old) {
        AgreedResource.keepOurs(old, now, catalogues);
      }
    }
  }

  private LocalResource.Made made(Row row, Known known, Optional<Resource> before) {
    try {
      return local.of(row, known, today(), before);
    } catch (FHIRException
        | IllegalArgumentException
        | DateTimeException
        | NullPointerException e) {
      throw Problem.VALUE_INVALID.at(row.source().type(), "not to be read");
    }
  }

  /** Left out of the catalogue: it no longer holds. Nothing is deleted. */
  @Transactional(propagation = Propagation.MANDATORY)
  public int end(List<Row> rows) {
    Map<String, List<Row>> types =
        rows.stream()
            .filter(Row::stored)
            .collect(Collectors.groupingBy(row -> row.source().type()));
    types.forEach(
        (type, some) -> {
          Map<String, Resource> here = here(type, some.stream().map(Row::localId).toList());
          some.forEach(
              row ->
                  Optional.ofNullable(here.get(row.localId()))
                      .ifPresent(found -> AdoptedResource.check(row, found)));
          here.values().forEach(resource -> InForceResource.set(resource, false));
          if (!here.isEmpty()) {
            many.put(List.copyOf(here.values()));
          }
        });
    leftOut.gone(rows);
    return rows.size();
  }

  private Map<String, Resource> here(String type, List<String> ids) {
    return store.readAll(type, ids).stream()
        .map(one -> ((Resource) one).copy())
        .collect(Collectors.toMap(one -> one.getIdElement().getIdPart(), one -> one));
  }
}
