package se.vardformedling.hvo;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r5.formats.JsonParser;
import org.hl7.fhir.r5.model.Bundle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.catalogue.EndingRules;
import se.vardformedling.fhir.Problem;
import se.vardformedling.hvo.HvoFault.Found;
import se.vardformedling.hvo.Sources.Row;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.security.ScopeRules;

/**
 * The guide's transactions, sent to us: judged by its rules, stored as what is read is, whole or
 * not at all. A unit left out of a hierarchy has ended.
 */
@Component
class PushedBundles {
  /** Told as they are; of the others the guide has its own word. */
  private static final Set<Integer> PLAIN = Set.of(403, 409, 412);

  private final Sources sources;
  private final LeftOut leftOut;
  private final Storing storing;
  private final CatalogueSettings settings;
  private final Clock clock;
  private final TransactionTemplate transaction;

  PushedBundles(
      Sources sources,
      LeftOut leftOut,
      Storing storing,
      CatalogueSettings settings,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.sources = sources;
    this.leftOut = leftOut;
    this.storing = storing;
    this.settings = settings;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  NationalCatalogue.Answer receive(Caller caller, byte[] sent, boolean acceptEndings) {
    PushedResource pushed = new PushedResource(bundle(sent));
    List<Found> found = new ArrayList<>(pushed.faults());
    if (found.stream().anyMatch(one -> !one.fault().warning())) {
      return answer(PushedResource.status(found), PushedResource.outcome(found));
    }
    List<Source> all = pushed.sources();
    for (String type : all.stream().map(Source::type).collect(Collectors.toSet())) {
      if (caller.role() != Role.SYSTEM && !ScopeRules.changes(caller, type)) {
        throw Problem.ACTOR_NOT_ALLOWED.because(type);
      }
    }
    try {
      return Objects.requireNonNull(
          transaction.execute(
              t -> {
                sources.lock();
                return keep(pushed, found, wanted(caller, all), acceptEndings);
              }));
    } catch (BaseServerResponseException refused) {
      if (PLAIN.contains(refused.getStatusCode())) {
        throw refused;
      }
      found.add(HvoFault.NOT_STORED.at(-1));
      return answer(422, PushedResource.outcome(found));
    }
  }

  /**
   * Without what is here just so. The keeper of the catalogue brings new contracts; one that is
   * here is its region's to change, price and volume with it.
   */
  private List<Source> wanted(Caller caller, List<Source> sent) {
    if (caller.role() == Role.SYSTEM) {
      return sent;
    }
    Map<String, Source> here =
        sources
            .find(
                sent.stream()
                    .filter(one -> one.type().equals("Contract"))
                    .map(Source::key)
                    .toList())
            .stream()
            .filter(Row::stored)
            .collect(Collectors.toMap(row -> row.source().key(), Row::source));
    List<Source> wanted = new ArrayList<>();
    for (Source one : sent) {
      Source before = here.get(one.key());
      if (before == null) {
        wanted.add(one);
      } else if (!sources.same(before, one)) {
        throw Problem.ORGANISATION_NOT_AUTHORISED.because("a contract that is here already");
      }
    }
    return wanted;
  }

  private NationalCatalogue.Answer keep(
      PushedResource pushed, List<Found> found, List<Source> sent, boolean acceptEndings) {
    if (!storing.registered(pushed.numbers())) {
      found.add(HvoFault.NOT_REGISTERED.at(pushed.topEntry()));
      return answer(422, PushedResource.outcome(found));
    }
    Set<String> before =
        sources.find(pushed.sources().stream().map(Source::key).toList()).stream()
            .filter(Row::stored)
            .map(row -> row.source().key())
            .collect(Collectors.toCollection(HashSet::new));
    UUID run = UUID.randomUUID();
    Map<String, String> adopted = storing.adopt(sent);
    sources.keep(run, sent, adopted);
    leftOut.pushed(sent.stream().map(Source::key).toList(), clock.instant());
    for (String type : SyncWork.READ) {
      List<String> keys =
          sent.stream().filter(one -> one.type().equals(type)).map(Source::key).toList();
      List<Row> rows = sources.find(keys);
      if (!rows.isEmpty()) {
        storing.together(rows);
      }
    }
    pushed.numbers().forEach(number -> endOthers(number, sent, acceptEndings));
    before.addAll(adopted.keySet());
    return answer(200, pushed.response(before, local(pushed), found));
  }

  /** Where what was sent is here, by its key: a unit that we had already keeps its id. */
  private Map<String, String> local(PushedResource pushed) {
    return sources.find(pushed.sources().stream().map(Source::key).toList()).stream()
        .collect(
            Collectors.toMap(
                row -> row.source().key(), row -> row.source().type() + "/" + row.localId()));
  }

  private void endOthers(String number, List<Source> sent, boolean acceptEndings) {
    Set<String> kept = new HashSet<>(sent.stream().map(Source::key).toList());
    Set<String> units =
        sent.stream()
            .filter(one -> one.type().equals("Organization"))
            .map(Source::id)
            .collect(Collectors.toSet());
    List<Row> below = leftOut.below(number);
    List<Row> ended =
        below.stream()
            .filter(row -> !kept.contains(row.source().key()))
            // A unit that stays keeps the services of its agreements, which are sent with those.
            .filter(
                row ->
                    row.source().type().equals("Organization")
                        || !units.contains(String.valueOf(row.source().owner())))
            .toList();
    if (!acceptEndings && EndingRules.tooMany(ended.size(), below.size(), settings.mostEnded())) {
      throw Problem.PRECONDITION_FAILED.because(
          ended.size() + " of " + below.size() + " would end; acceptEndings=true consents");
    }
    if (!ended.isEmpty()) {
      storing.end(ended);
    }
  }

  private static Bundle bundle(byte[] sent) {
    if (parsed(sent) instanceof Bundle bundle) {
      return bundle;
    }
    throw Problem.MALFORMED_BODY.because("a Bundle is expected");
  }

  private static org.hl7.fhir.r5.model.Resource parsed(byte[] sent) {
    try {
      return new JsonParser(true).parse(sent);
    } catch (IOException | RuntimeException unreadable) {
      // The parser throws whatever it meets.
      throw Problem.MALFORMED_BODY.because("not FHIR R5 in JSON");
    }
  }

  private static NationalCatalogue.Answer answer(
      int status, org.hl7.fhir.r5.model.Resource resource) {
    try {
      return new NationalCatalogue.Answer(status, new JsonParser().composeString(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
