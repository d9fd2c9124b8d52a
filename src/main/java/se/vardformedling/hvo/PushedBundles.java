package se.vardformedling.hvo;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r5.formats.JsonParser;
import org.hl7.fhir.r5.model.Bundle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.Problem;
import se.vardformedling.hvo.HvoFault.Found;
import se.vardformedling.hvo.Sources.Row;

/**
 * The guide's transactions, sent to us: judged by its rules, stored as what is read is, whole or
 * not at all. A unit left out of a hierarchy has ended.
 */
@Component
class PushedBundles {
  private final Sources sources;
  private final LeftOut leftOut;
  private final Storing storing;
  private final TransactionTemplate transaction;

  PushedBundles(
      Sources sources, LeftOut leftOut, Storing storing, PlatformTransactionManager transactions) {
    this.sources = sources;
    this.leftOut = leftOut;
    this.storing = storing;
    this.transaction = new TransactionTemplate(transactions);
  }

  NationalCatalogue.Answer receive(byte[] sent) {
    PushedResource pushed = new PushedResource(bundle(sent));
    List<Found> found = new ArrayList<>(pushed.faults());
    if (found.stream().anyMatch(one -> !one.fault().warning())) {
      return answer(PushedResource.status(found), PushedResource.outcome(found));
    }
    try {
      return Objects.requireNonNull(transaction.execute(t -> keep(pushed, found)));
    } catch (BaseServerResponseException refused) {
      found.add(HvoFault.NOT_STORED.at(-1));
      return answer(422, PushedResource.outcome(found));
    }
  }

  private NationalCatalogue.Answer keep(PushedResource pushed, List<Found> found) {
    sources.lock();
    List<Source> sent = pushed.sources();
    if (!storing.registered(pushed.numbers())) {
      found.add(HvoFault.NOT_REGISTERED.at(pushed.topEntry()));
      return answer(422, PushedResource.outcome(found));
    }
    Set<String> before =
        sources.find(sent.stream().map(Source::key).toList()).stream()
            .filter(Row::stored)
            .map(row -> row.source().key())
            .collect(Collectors.toSet());
    UUID run = UUID.randomUUID();
    sources.keep(run, sent, storing.adopt(sent));
    for (String type : SyncWork.READ) {
      List<String> keys =
          sent.stream().filter(one -> one.type().equals(type)).map(Source::key).toList();
      List<Row> rows = sources.find(keys);
      if (!rows.isEmpty()) {
        storing.together(rows);
      }
    }
    pushed.numbers().forEach(number -> endOthers(number, sent));
    return answer(200, pushed.response(before, found));
  }

  private void endOthers(String number, List<Source> sent) {
    Set<String> kept = new HashSet<>(sent.stream().map(Source::key).toList());
    Set<String> units =
        sent.stream()
            .filter(one -> one.type().equals("Organization"))
            .map(Source::id)
            .collect(Collectors.toSet());
    List<Row> ended =
        leftOut.below(number).stream()
            .filter(row -> !kept.contains(row.source().key()))
            // A unit that stays keeps the services of its agreements, which are sent with those.
            .filter(
                row ->
                    row.source().type().equals("Organization")
                        || !units.contains(String.valueOf(row.source().owner())))
            .toList();
    if (!ended.isEmpty()) {
      storing.end(ended);
    }
  }

  private static Bundle bundle(byte[] sent) {
    try {
      if (new JsonParser(true).parse(sent) instanceof Bundle bundle) {
        return bundle;
      }
      throw Problem.MALFORMED_BODY.because("a Bundle is expected");
    } catch (IOException | FHIRException | IllegalArgumentException unreadable) {
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
