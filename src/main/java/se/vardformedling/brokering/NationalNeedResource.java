package se.vardformedling.brokering;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Address.AddressUse;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import se.vardformedling.brokering.NationalNeed.Code;
import se.vardformedling.brokering.NationalNeed.Criterion;
import se.vardformedling.brokering.NationalNeed.Person;
import se.vardformedling.carerelation.CareUnitResource;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.RegionCode;

/** Reads the allow-list of a remiss and its patient, and writes the need that is made of it. */
final class NationalNeedResource {
  private static final String CLOCK = Canonical.profile("guarantee-clock");
  private static final String CRITERIA = Canonical.profile("need-criteria");
  private static final String COUNTY = "urn:oid:1.2.752.129.2.2.1.18";
  private static final String GENDER = "http://hl7.org/fhir/administrative-gender";
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
  private static final int OLDEST_BAND = 90;

  private NationalNeedResource() {}

  /**
   * What of it may be told; 422 when something is missing that a broker cannot do without, or a
   * word stands in the place of a code.
   *
   * @param known whether a system has a code
   */
  static NationalNeed read(
      ServiceRequest remiss, Patient patient, LocalDate today, BiPredicate<String, String> known) {
    List<Code> codes = codes(remiss.getCode(), "ServiceRequest.code", known).toList();
    if (codes.isEmpty()) {
      throw Problem.REQUIRED_ELEMENT.at("ServiceRequest.code.coding", "");
    }
    return new NationalNeed(
        CareUnitResource.of(remiss)
            .orElseThrow(() -> Problem.UNIT_NOT_NAMED.at("ServiceRequest.requester", "")),
        codes,
        remiss.getReasonCode().stream()
            .flatMap(reason -> codes(reason, "ServiceRequest.reasonCode", known))
            .toList(),
        Optional.ofNullable(remiss.getPriority()).map(ServiceRequestPriority::toCode),
        clock(remiss, known),
        person(patient, today),
        remiss.getExtensionsByUrl(CRITERIA).stream().map(one -> criterion(one, known)).toList());
  }

  static String caseId(ServiceRequest remiss) {
    return Canonical.CASE_ID.equals(remiss.getRequisition().getSystem())
        ? remiss.getRequisition().getValue()
        : "";
  }

  static void caseId(ServiceRequest remiss, String caseId) {
    remiss.getRequisition().setSystem(Canonical.CASE_ID).setValue(caseId);
  }

  static boolean isActive(ServiceRequest remiss) {
    return remiss.getStatus() == ServiceRequestStatus.ACTIVE;
  }

  /** What has not the form of its system's codes is left out, and a vårdtjänst must be known. */
  private static Stream<Code> codes(
      CodeableConcept concept, String place, BiPredicate<String, String> known) {
    return concept.getCoding().stream()
        .filter(coding -> coding.hasSystem() && coding.hasCode())
        .filter(coding -> NationalNeedRules.isTold(coding.getSystem()))
        .filter(
            coding -> {
              boolean right = known.test(coding.getSystem(), coding.getCode());
              if (!right && coding.getSystem().equals(NationalNeedRules.VARDTJANST)) {
                throw Problem.CODE_INVALID.at(place + ".coding", "vardtjanst");
              }
              return right;
            })
        .map(coding -> new Code(coding.getSystem(), coding.getCode()));
  }

  private static Criterion criterion(Extension one, BiPredicate<String, String> known) {
    Criterion criterion = new Criterion(part(one, "code"), part(one, "value"));
    if (!NationalNeedRules.isCriterion(criterion, known)) {
      throw Problem.VALUE_INVALID.at("ServiceRequest.extension", "need-criteria");
    }
    return criterion;
  }

  /** As the referrer says; else the clock of a first visit, which the remiss itself starts. */
  private static NationalNeed.Clock clock(
      ServiceRequest remiss, BiPredicate<String, String> known) {
    Extension clock = remiss.getExtensionByUrl(CLOCK);
    if (clock != null) {
      String kind = part(clock, "kind");
      if (!known.test(NationalNeedRules.CLOCK_KIND, kind)) {
        throw Problem.CODE_INVALID.at("ServiceRequest.extension", "kind");
      }
      try {
        return new NationalNeed.Clock(kind, LocalDate.parse(part(clock, "start")));
      } catch (DateTimeParseException none) {
        throw Problem.VALUE_INVALID.at("ServiceRequest.extension", "start");
      }
    }
    if (remiss.getAuthoredOn() == null) {
      throw Problem.REQUIRED_ELEMENT.at("ServiceRequest.authoredOn", "");
    }
    return new NationalNeed.Clock(
        "first-visit", remiss.getAuthoredOn().toInstant().atZone(SWEDEN).toLocalDate());
  }

  private static String part(Extension whole, String name) {
    Extension part = whole.getExtensionByUrl(name);
    if (part == null || !part.hasValue()) {
      throw Problem.REQUIRED_ELEMENT.at("ServiceRequest.extension", name);
    }
    return String.valueOf(part.getValue().primitiveValue());
  }

  private static Person person(Patient patient, LocalDate today) {
    String region =
        patient.getAddress().stream()
            .filter(address -> livedAt(address, today))
            .sorted(Comparator.comparing(address -> address.getUse() != AddressUse.HOME))
            .map(Address::getState)
            .filter(code -> code != null && RegionCode.parse(code).isPresent())
            .findFirst()
            .orElseThrow(() -> Problem.REQUIRED_ELEMENT.at("Patient.address.state", "länskod"));
    Optional<String> band =
        Optional.ofNullable(patient.getBirthDate())
            .map(born -> LocalDate.ofInstant(born.toInstant(), ZoneId.systemDefault()))
            .map(born -> band(Period.between(born, today).getYears()));
    return new Person(
        region, band, Optional.ofNullable(patient.getGender()).map(gender -> gender.toCode()));
  }

  /** Not for a while only, nor before or after now. */
  private static boolean livedAt(Address address, LocalDate today) {
    Set<AddressUse> elsewhere = EnumSet.of(AddressUse.OLD, AddressUse.TEMP, AddressUse.BILLING);
    Date now = Date.from(today.atStartOfDay(ZoneId.systemDefault()).toInstant());
    Date from = address.getPeriod().getStart();
    Date to = address.getPeriod().getEnd();
    return (address.getUse() == null || !elsewhere.contains(address.getUse()))
        && (from == null || !from.after(now))
        && (to == null || !to.before(now));
  }

  private static String band(int age) {
    int from = Math.max(0, age) / 10 * 10;
    return from >= OLDEST_BAND ? OLDEST_BAND + "+" : from + "-" + (from + 9);
  }

  /**
   * The need as the national node takes it, made from nothing but what is given here.
   *
   * @param requester the unit's organisation there
   */
  static ServiceRequest need(NationalNeed need, String requester) {
    ServiceRequest told = new ServiceRequest();
    told.setStatus(ServiceRequestStatus.ACTIVE).setIntent(ServiceRequestIntent.ORDER);
    told.addContained(person(need.person()));
    told.setSubject(new Reference("#person")).setRequester(new Reference(requester));
    need.codes()
        .forEach(code -> told.getCode().addCoding(new Coding(code.system(), code.code(), null)));
    need.reasons()
        .forEach(
            code ->
                told.addReasonCode(
                    new CodeableConcept(new Coding(code.system(), code.code(), null))));
    need.priority().map(ServiceRequestPriority::fromCode).ifPresent(told::setPriority);
    Extension clock = told.addExtension().setUrl(CLOCK);
    clock.addExtension("kind", new CodeType(need.clock().kind()));
    clock.addExtension("start", new DateType(need.clock().start().toString()));
    for (Criterion criterion : need.criteria()) {
      Extension one = told.addExtension().setUrl(CRITERIA);
      one.addExtension("code", new CodeType(criterion.code()));
      one.addExtension(
          "value",
          criterion.value().matches("\\d{1,4}")
              ? new IntegerType(criterion.value())
              : new CodeType(criterion.value()));
    }
    return told;
  }

  private static Group person(Person person) {
    Group group = new Group();
    group.setId("person");
    group.setType(Group.GroupType.PERSON).setActual(true);
    characteristic(group, "home-region", new Coding(COUNTY, person.homeRegion(), null));
    person
        .ageBand()
        .ifPresent(
            band ->
                characteristic(
                    group, "age-band", new Coding(Canonical.codeSystem("age-band"), band, null)));
    person.sex().ifPresent(sex -> characteristic(group, "sex", new Coding(GENDER, sex, null)));
    return group;
  }

  private static void characteristic(Group group, String code, Coding value) {
    group
        .addCharacteristic()
        .setCode(
            new CodeableConcept(
                new Coding(Canonical.codeSystem("need-characteristic"), code, null)))
        .setValue(new CodeableConcept(value))
        .setExclude(false);
  }
}
