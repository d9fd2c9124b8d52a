package se.vardformedling.handover;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Sight;

/** What has come of a case and been filed, for people who have no journal system at hand. */
@Component
public class ReceivedDocuments {
  private final FhirStore store;
  private final Sight sight;

  ReceivedDocuments(FhirStore store, Sight sight) {
    this.store = store;
    this.sight = sight;
  }

  /**
   * A document that has come.
   *
   * @param kind a code of CodeSystem document-kind
   * @param name the file's, as the sender calls it
   * @param recalled whether the sender has taken it back: it is not to be used
   */
  public record Row(
      String id, String kind, String name, Instant received, int bytes, boolean recalled) {}

  /**
   * What it holds.
   *
   * @param name safe to save under
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Content(String name, byte[] bytes) {}

  /** The caller's units' own, in the order they came. */
  public List<Row> of(Caller caller, CaseId caseId) {
    PacketStatuses.mustWork(caller);
    String units = caller.units().stream().sorted().collect(Collectors.joining(","));
    return store
        .search(
            DocumentReference.class,
            "identifier=" + Canonical.CASE_ID + "|" + caseId.value() + "&care-unit=" + units)
        .stream()
        .filter(document -> sight.sees(caller, document))
        .map(ArrivalResource::row)
        .sorted(Comparator.comparing(Row::received).thenComparing(Row::id))
        .toList();
  }

  /** One of them, unless it has been taken back. The door logs that it was opened. */
  public Content open(Caller caller, CaseId caseId, String id) {
    Row row =
        of(caller, caseId).stream()
            .filter(one -> one.id().equals(id) && !one.recalled())
            .findFirst()
            .orElseThrow(() -> Problem.NOT_FOUND.at("document", ""));
    Binary file =
        store
            .find(Binary.class, id)
            .filter(found -> sight.sees(caller, found))
            .orElseThrow(() -> Problem.NOT_FOUND.at("document", ""));
    return new Content(row.name(), ArrivalResource.bytes(file));
  }
}
