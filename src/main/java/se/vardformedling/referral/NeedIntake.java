package se.vardformedling.referral;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.identifier.RegionCode;
import se.vardformedling.security.Caller;
import se.vardformedling.terminology.CriterionRules;
import se.vardformedling.terminology.Terms;

/**
 * A need that comes in gets its case ID, its vårdtjänst, its clock and its case, all in one
 * transaction.
 */
@Component
@Interceptor
@Order(-100)
class NeedIntake implements StorageInterceptor {
  private static final String MINTED = "vf.minted";
  private static final String FRESH = "vf.fresh-clock";
  private static final String UNIT = "unit:";

  private final Terms terms;
  private final Catalogue catalogue;
  private final CaseFiles files;
  private final CaseTasks tasks;
  private final NeedChanges changes;
  private final GuaranteeClocks clocks;
  private final Clock clock;

  NeedIntake(
      Terms terms,
      Catalogue catalogue,
      CaseFiles files,
      CaseTasks tasks,
      NeedChanges changes,
      GuaranteeClocks clocks,
      Clock clock) {
    this.clocks = clocks;
    this.terms = terms;
    this.catalogue = catalogue;
    this.files = files;
    this.tasks = tasks;
    this.changes = changes;
    this.clock = clock;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -100)
  public void complete(IBaseResource resource) {
    if (resource instanceof ServiceRequest need) {
      mint(need);
      mustBeKnown(need);
      normalise(need);
      String region = region(need);
      startClock(need, region);
      CaseTaskResource.parties(need, List.of("region:" + region, UNIT + requesterUnit(need)));
    }
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -100)
  public void keep(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (outside(request)
        && before instanceof ServiceRequest old
        && after instanceof ServiceRequest need) {
      String state = changes.check(Caller.current(), old, need);
      mustBeKnown(need);
      if (state.equals("need-draft")) {
        normalise(need);
        GuaranteeClock fresh = startClock(need, region(need));
        clocks.correct(need, fresh, String.valueOf(old.getIdElement().getVersionIdPart()));
      }
    }
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = 300)
  public void follow(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (outside(request)
        && before instanceof ServiceRequest old
        && after instanceof ServiceRequest need) {
      changes.follow(Caller.current(), old, need);
    }
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = 100)
  public void openCase(IBaseResource resource) {
    if (!(resource instanceof ServiceRequest need)) {
      return;
    }
    String region = region(need);
    boolean draft = need.getStatus() == ServiceRequestStatus.DRAFT;
    Task task =
        CaseTaskResource.make(
            CaseTaskResource.Kind.CASE,
            NeedResource.caseId(need),
            draft ? "need-draft" : "need-registered");
    task.addBasedOn(NeedResource.reference(need)).setFocus(NeedResource.reference(need));
    task.setRequester(need.getRequester().copy());
    catalogue
        .regionOrganization(region)
        .ifPresent(id -> task.setOwner(new Reference("Organization/" + id)));
    CaseTaskResource.parties(task, CaseTaskResource.parties(need).stream().sorted().toList());
    GuaranteeClock fresh = fresh(need, region);
    GuaranteeResource.show(task, fresh);
    Task stored =
        tasks.create(
            task, CaseTaskResource.Kind.CASE, draft ? "C01" : "C02", By.of(Caller.current()));
    CaseFile file =
        new CaseFile(
            NeedResource.caseId(need),
            need.getIdElement().getIdPart(),
            stored.getIdElement().getIdPart(),
            region,
            unitOf(need));
    files.open(file);
    clocks.open(file, need, fresh);
  }

  /** A write that lost a race comes again with the case ID of its first attempt. */
  static void mint(ServiceRequest need) {
    Object minted = need.getUserData(MINTED);
    if (need.hasRequisition() && !Objects.equals(NeedResource.caseId(need), minted)) {
      throw Problem.VALUE_INVALID.at("ServiceRequest.requisition", "the server mints the case ID");
    }
    if (need.getStatus() != ServiceRequestStatus.DRAFT
        && need.getStatus() != ServiceRequestStatus.ACTIVE) {
      throw Problem.VALUE_INVALID.at("ServiceRequest.status", "draft or active");
    }
    String caseId = minted == null ? CaseId.mint().value() : (String) minted;
    need.setUserData(MINTED, caseId);
    NeedResource.requisition(need, caseId);
  }

  /** Codes are looked up with all that is about a patient; these are words beside them. */
  private static void mustBeKnown(ServiceRequest need) {
    if (NeedResource.criteria(need).stream()
        .anyMatch(one -> !CriterionRules.isValue(one.type(), one.value()))) {
      throw Problem.VALUE_INVALID.at("ServiceRequest.extension", "need-criteria");
    }
    if (GuaranteeResource.kind(need).filter(kind -> !GuaranteeRules.knows(kind)).isPresent()) {
      throw Problem.CODE_INVALID.at("ServiceRequest.extension", "kind");
    }
  }

  private void normalise(ServiceRequest need) {
    Set<String> found =
        Terms.together(
            standFor(NeedResource.codings(need)),
            standFor(NeedResource.reasons(need).stream().filter(Coding::hasSystem)));
    if (found.size() != 1) {
      throw Problem.CODE_INVALID.at(
          "ServiceRequest.code",
          found.isEmpty() ? "stands for no vårdtjänst" : "stands for several vårdtjänster");
    }
    if (NeedResource.vardtjanst(need).isEmpty()) {
      NeedResource.addVardtjanst(need, found.iterator().next());
    }
  }

  private List<Set<String>> standFor(Stream<Coding> codings) {
    return codings
        .filter(Coding::hasCode)
        .map(coding -> terms.vardtjanster(coding.getSystem(), coding.getCode()))
        .toList();
  }

  private GuaranteeClock startClock(ServiceRequest need, String region) {
    try {
      LocalDate start =
          NeedResource.clockStart(need)
              .orElseThrow(
                  () -> Problem.REQUIRED_ELEMENT.at("ServiceRequest.extension", "guarantee-clock"));
      if (!GuaranteeRules.plausible(start, LocalDate.now(clock))) {
        throw Problem.DATE_OUT_OF_RANGE.at(
            "ServiceRequest.extension", "a start within the last year, not in the future");
      }
      GuaranteeClock fresh = clocks.fresh(need, region);
      GuaranteeResource.show(need, fresh);
      need.setUserData(FRESH, fresh);
      return fresh;
    } catch (DateTimeParseException e) {
      throw Problem.VALUE_INVALID.at("ServiceRequest.extension", "a date");
    }
  }

  /** Reckoned once for a need: when it came in. */
  private GuaranteeClock fresh(ServiceRequest need, String region) {
    return need.getUserData(FRESH) instanceof GuaranteeClock known
        ? known
        : clocks.fresh(need, region);
  }

  private static boolean outside(@Nullable RequestDetails request) {
    return request != null && !(request instanceof SystemRequestDetails);
  }

  private static String region(ServiceRequest need) {
    return NeedResource.homeRegion(need)
        .map(
            code ->
                RegionCode.parse(code)
                    .map(RegionCode::value)
                    .orElseThrow(
                        () -> Problem.VALUE_INVALID.at("ServiceRequest.contained", "home-region")))
        .orElseThrow(() -> Problem.REQUIRED_ELEMENT.at("ServiceRequest.contained", "home-region"));
  }

  /** The one party that is a unit while nobody has been asked: who refers. */
  private static String unitOf(ServiceRequest need) {
    return CaseTaskResource.parties(need).stream()
        .filter(party -> party.startsWith(UNIT))
        .map(party -> party.substring(UNIT.length()))
        .findFirst()
        .orElseThrow();
  }

  private String requesterUnit(ServiceRequest need) {
    return catalogue
        .hsaIdOf(NeedResource.requester(need))
        .orElseThrow(
            () ->
                Problem.DANGLING_REFERENCE.at("ServiceRequest.requester", "a unit with an HSA-id"));
  }
}
