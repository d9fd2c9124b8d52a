package se.vardformedling.enclosure;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.OrderResource;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Sight;
import se.vardformedling.terminology.Terms;

/** Collects a case's documents from what the journal system has stored here. */
@Component
public class CollectContents {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private final FhirStore store;
  private final Sight sight;
  private final Terms terms;
  private final DocumentEntries entries;

  CollectContents(FhirStore store, Sight sight, Terms terms, DocumentEntries entries) {
    this.store = store;
    this.sight = sight;
    this.terms = terms;
    this.entries = entries;
  }

  /**
   * Those named, or all current documents of the order's need when none is named.
   *
   * @param order the local copy
   * @param named ids of DocumentReferences, which the caller must be able to read
   */
  public Contents of(Caller caller, Task order, List<String> named) {
    Optional<ServiceRequest> need = need(caller, order);
    Optional<Patient> patient = patient(need);
    List<DocumentReference> documents =
        named.isEmpty()
            ? need.map(this::documentsOf).orElse(List.of())
            : named.stream().map(id -> visible(caller, id)).toList();
    List<Enclosure> enclosures = new ArrayList<>();
    for (DocumentReference document : documents) {
      mustBeOf(need.flatMap(ReferralResource::patient), document);
      mustBelong(order, need, document);
      enclosures.add(enclosure(caller, document));
    }
    Optional<String> service = need.flatMap(this::service);
    return new Contents(
        need,
        patient,
        service.flatMap(this::area).orElse(""),
        service
            .map(code -> terms.display(Canonical.codeSystem("vardtjanst"), code, SWEDISH))
            .orElse("Vård"),
        enclosures);
  }

  /** All current documents of the order's need, as their entries tell; no file is read for it. */
  public Outline outline(Caller caller, Task order) {
    Optional<ServiceRequest> need = need(caller, order);
    List<DocumentEntries.Entry> documents =
        need.map(found -> entries.of(found.getIdElement().getIdPart())).orElse(List.of());
    return new Outline(
        need.flatMap(this::service).flatMap(this::area).orElse(""),
        need.isPresent(),
        documents.stream().map(DocumentEntries.Entry::kind).toList(),
        documents.stream().mapToLong(DocumentEntries.Entry::bytes).sum());
  }

  /**
   * Nothing but whom it is about: what is taken back needs no documents, nor leave to send them.
   */
  public Contents none(Caller caller, Task order) {
    Optional<ServiceRequest> need = need(caller, order);
    return new Contents(need, patient(need), "", "Vård", List.of());
  }

  private Optional<Patient> patient(Optional<ServiceRequest> need) {
    return need.flatMap(ReferralResource::patient).flatMap(id -> store.find(Patient.class, id));
  }

  /**
   * Whom an order is about, without where he or she lives.
   *
   * @param patientId the patient's here
   */
  public record About(String patientId, ReferralLetter.Patient who) {}

  /** Empty where only the documents tell. */
  public Optional<About> person(Caller caller, Task order) {
    return patient(need(caller, order))
        .map(
            found ->
                new About(found.getIdElement().getIdPart(), ReferralResource.patient(found, true)));
  }

  /** The need that an order is for, if it is kept here and the caller may read it. */
  private Optional<ServiceRequest> need(Caller caller, Task order) {
    return OrderResource.need(order)
        .or(() -> needOf(order))
        .flatMap(id -> store.find(ServiceRequest.class, id))
        .filter(found -> sight.sees(caller, found));
  }

  private Optional<String> needOf(Task order) {
    return OrderResource.caseId(order)
        .flatMap(
            caseId ->
                store
                    .search(ServiceRequest.class, "requisition=" + Canonical.CASE_ID + "|" + caseId)
                    .stream()
                    .findFirst())
        .map(need -> need.getIdElement().getIdPart());
  }

  private List<DocumentReference> documentsOf(ServiceRequest need) {
    return store
        .search(
            DocumentReference.class, "related=ServiceRequest/" + need.getIdElement().getIdPart())
        .stream()
        .filter(ReferralResource::current)
        .sorted(java.util.Comparator.comparing(found -> found.getIdElement().getIdPart()))
        .toList();
  }

  private DocumentReference visible(Caller caller, String id) {
    return store
        .find(DocumentReference.class, id)
        .filter(found -> sight.sees(caller, found))
        .filter(ReferralResource::current)
        .orElseThrow(() -> Problem.NOT_FOUND.at("document", ""));
  }

  /** One patient's documents never go with another's case. */
  private static void mustBeOf(Optional<String> patient, DocumentReference document) {
    Optional<String> subject = ReferralResource.patient(document);
    if (patient.isPresent() && subject.isPresent() && !subject.equals(patient)) {
      throw Problem.VALUE_INVALID.at("DocumentReference.subject", "");
    }
  }

  /** Nor does one that tells of another case, or of none and of no patient. */
  private void mustBelong(Task order, Optional<ServiceRequest> need, DocumentReference document) {
    Optional<String> caseId = OrderResource.caseId(order);
    Set<String> cases = new HashSet<>(ReferralResource.cases(document));
    ReferralResource.tasks(document).stream()
        .flatMap(id -> store.find(Task.class, id).flatMap(OrderResource::caseId).stream())
        .forEach(cases::add);
    Set<String> needs = ReferralResource.needs(document);
    boolean said =
        caseId.filter(cases::contains).isPresent()
            || need.map(found -> found.getIdElement().getIdPart())
                .filter(needs::contains)
                .isPresent();
    boolean silent = needs.isEmpty() && ReferralResource.tasks(document).isEmpty();
    boolean known =
        silent && cases.isEmpty() && need.flatMap(ReferralResource::patient).isPresent();
    if (!said && !(known && ReferralResource.patient(document).isPresent())) {
      throw Problem.VALUE_INVALID.at("DocumentReference.context.related", "");
    }
  }

  /** Naming a Binary in a document of one's own does not make it one's own. */
  private Enclosure enclosure(Caller caller, DocumentReference document) {
    Attachment attachment = ReferralResource.attachment(document);
    Optional<Binary> binary =
        ReferralResource.binary(attachment)
            .flatMap(id -> store.find(Binary.class, id))
            .filter(found -> sight.sees(caller, found));
    byte[] content =
        attachment.hasData()
            ? attachment.getData()
            : binary
                .map(Binary::getData)
                .orElseThrow(
                    () ->
                        Problem.DANGLING_REFERENCE.at("DocumentReference.content.attachment", ""));
    if (attachment.hasHash() && !MessageDigest.isEqual(attachment.getHash(), sha1(content))) {
      throw Problem.VALUE_INVALID.at("DocumentReference.content.attachment.hash", "");
    }
    Set<String> marks = new HashSet<>(ReferralResource.marks(document));
    binary.ifPresent(file -> marks.addAll(ReferralResource.marks(file)));
    ReferralResource.patient(document)
        .flatMap(id -> store.find(Patient.class, id))
        .ifPresent(patient -> marks.addAll(ReferralResource.marks(patient)));
    return new Enclosure(
        document.getIdElement().getIdPart(),
        ReferralResource.kind(document),
        attachment.getContentType(),
        content,
        marks);
  }

  /** The vårdtjänst that the need's codes stand for. */
  private Optional<String> service(ServiceRequest need) {
    return ReferralResource.codings(need)
        .flatMap(
            (Coding coding) -> terms.vardtjanster(coding.getSystem(), coding.getCode()).stream())
        .findFirst();
  }

  private Optional<String> area(String service) {
    return terms
        .concept(Canonical.codeSystem("vardtjanst"), service)
        .map(concept -> concept.properties().getOrDefault("area", ""));
  }

  /** What Attachment.hash is made with (R4). */
  private static byte[] sha1(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
