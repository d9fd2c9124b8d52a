package se.vardformedling.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;
import se.vardformedling.terminology.CriterionRules;

/** What a need says of the question; a parameter that is given wins over it. */
@Component
class AskedNeed {
  private static final String TYPE = "ServiceRequest";
  private final FhirStore store;
  private final List<Relations> relations;

  AskedNeed(FhirStore store, List<Relations> relations) {
    this.store = store;
    this.relations = relations;
  }

  /** The stored need, if the caller has to do with it; else as if it had never been. */
  ServiceRequest find(String reference) {
    if (!reference.matches(TYPE + "/[A-Za-z0-9.-]{1,64}")) {
      throw Problem.BAD_PARAMETER.at("need", "a reference to a ServiceRequest");
    }
    Caller caller = Caller.current();
    return store
        .find(ServiceRequest.class, reference)
        .filter(
            need ->
                relations.stream()
                    .filter(relation -> relation.types().contains(TYPE))
                    .allMatch(relation -> relation.maySee(caller, need)))
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  static void fill(Map<String, List<String>> values, ServiceRequest need) {
    if (!values.containsKey("code") && !values.containsKey("text")) {
      put(values, "code", codes(need));
    }
    put(
        values,
        "reason",
        need.getReasonCode().stream()
            .flatMap(reason -> reason.getCoding().stream())
            .map(AskedNeed::token));
    put(values, "originRegion", said(need, "home-region").stream());
    if (!values.containsKey("beforeDate")) {
      put(values, "dueDate", due(need).stream());
    }
    put(
        values,
        "criteria",
        Stream.concat(
            need.getExtensionsByUrl(Canonical.profile("need-criteria")).stream()
                .map(one -> criterion(part(one, "code"), part(one, "value"))),
            said(need, "age-band").stream().map(band -> "age|" + band)));
  }

  private static String criterion(String code, String value) {
    return code + "|" + CriterionRules.plain(code, value);
  }

  /** Its vårdtjänst, if it says it: a code of a measure may stand for several. */
  private static Stream<String> codes(ServiceRequest need) {
    List<Coding> named =
        need.getCode().getCoding().stream()
            .filter(c -> Canonical.codeSystem("vardtjanst").equals(c.getSystem()))
            .toList();
    return (named.isEmpty() ? need.getCode().getCoding() : named).stream().map(AskedNeed::token);
  }

  private static void put(Map<String, List<String>> values, String name, Stream<String> found) {
    List<String> all = found.toList();
    if (!all.isEmpty()) {
      values.putIfAbsent(name, all);
    }
  }

  /** What the need's group says of the patient, who is not named. */
  private static Optional<String> said(ServiceRequest need, String characteristic) {
    return need.getContained().stream()
        .filter(Group.class::isInstance)
        .flatMap(group -> ((Group) group).getCharacteristic().stream())
        .filter(c -> characteristic.equals(c.getCode().getCodingFirstRep().getCode()))
        .filter(Group.GroupCharacteristicComponent::hasValueCodeableConcept)
        .map(c -> c.getValueCodeableConcept().getCodingFirstRep().getCode())
        .findFirst();
  }

  private static Optional<String> due(ServiceRequest need) {
    return Optional.ofNullable(need.getExtensionByUrl(Canonical.profile("guarantee-clock")))
        .map(clock -> part(clock, "due"))
        .filter(day -> !day.isEmpty());
  }

  private static String part(Extension whole, String url) {
    Extension part = whole.getExtensionByUrl(url);
    return part == null || part.getValue() == null
        ? ""
        : String.valueOf(part.getValue().primitiveValue());
  }

  static String token(Coding coding) {
    return coding.hasSystem()
        ? coding.getSystem() + "|" + coding.getCode()
        : String.valueOf(coding.getCode());
  }
}
