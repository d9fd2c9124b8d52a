package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What HAPI's answers lack: versions, freshness, warnings, and our errors inside bundles. */
@Component
@Interceptor
class Answers implements ServerInterceptor {
  private static final Set<RestOperationTypeEnum> CHANGES =
      EnumSet.of(
          RestOperationTypeEnum.CREATE, RestOperationTypeEnum.UPDATE, RestOperationTypeEnum.PATCH);

  private final Outcomes outcomes;

  Answers(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public boolean complete(
      RequestDetails request,
      ResponseDetails answered,
      HttpServletRequest servlet,
      HttpServletResponse response) {
    RestOperationTypeEnum operation = request.getRestOperationType();
    IBaseResource answer = answered.getResponseResource();
    if (operation != null) {
      headers(request, operation, answer, response);
    }
    if (operation == RestOperationTypeEnum.UPDATE
        && answered.getResponseCode() == HttpServletResponse.SC_CREATED) {
      place(request, answer, response);
    }
    if (answer instanceof OperationOutcome outcome && CHANGES.contains(operation)) {
      // What HAPI says of a change that has been made has a code of its own, and English words.
      outcome.getIssue().stream()
          .filter(issue -> issue.getSeverity() == IssueSeverity.INFORMATION)
          .forEach(issue -> issue.setDetails(null).setDiagnostics(null));
    }
    if (answer instanceof Bundle bundle) {
      bundle(request, bundle, Outcomes.language(servlet));
    }
    return true;
  }

  /** HAPI names the place of what a POST has created only. */
  private static void place(
      RequestDetails request, @Nullable IBaseResource answer, HttpServletResponse response) {
    IIdType id =
        request.getId() == null && answer != null ? answer.getIdElement() : request.getId();
    if (id != null && id.hasIdPart()) {
      response.setHeader(
          "Location",
          request.getFhirServerBase() + "/" + id.withVersion("1").toUnqualified().getValue());
    }
  }

  private static void headers(
      RequestDetails request,
      RestOperationTypeEnum operation,
      @Nullable IBaseResource answer,
      HttpServletResponse response) {
    switch (operation) {
      // Kept by the caller if it asks each time whether it still holds.
      case READ, VREAD -> response.setHeader("Cache-Control", "private, no-cache");
      case METADATA -> response.setHeader("Cache-Control", "public, max-age=3600");
      case PATCH, EXTENDED_OPERATION_INSTANCE -> {
        if (answer instanceof Resource changed && changed.getMeta().hasVersionId()) {
          response.setHeader("ETag", etag(changed));
        } else if (request.getUserData().get(Versions.STORED) instanceof String version) {
          response.setHeader("ETag", "W/\"" + version + "\"");
        }
      }
      default -> {}
    }
  }

  private void bundle(RequestDetails request, Bundle bundle, Locale language) {
    if (bundle.getType() == Bundle.BundleType.HISTORY) {
      bundle.getEntry().forEach(Answers::dated);
    }
    if (bundle.getType() == Bundle.BundleType.BATCHRESPONSE
        || bundle.getType() == Bundle.BundleType.TRANSACTIONRESPONSE) {
      bundle.getEntry().forEach(entry -> translated(entry, language));
    }
    if (request.getUserData().get(Queries.LEFT_OUT) instanceof List<?> names) {
      warn(bundle, names, language);
    }
  }

  private static void dated(BundleEntryComponent entry) {
    if (entry.getResource() != null && entry.getResource().getMeta().hasVersionId()) {
      entry
          .getResponse()
          .setEtag(etag(entry.getResource()))
          .setLastModified(entry.getResource().getMeta().getLastUpdated());
    }
  }

  /** HAPI words the outcomes of a bundle's entries itself, and forgets that its tags are weak. */
  private void translated(BundleEntryComponent entry, Locale language) {
    String tag = entry.getResponse().getEtag();
    if (tag != null && !tag.startsWith("W/")) {
      entry.getResponse().setEtag("W/\"" + tag.replace("\"", "") + "\"");
    }
    if (!(entry.getResponse().getOutcome() instanceof OperationOutcome)
        || entry.getResponse().getStatus() == null) {
      return;
    }
    if (entry.getResponse().getStatus().startsWith("2")) {
      entry.getResponse().setOutcome(null);
    } else {
      Refusal refusal = ErrorRules.ofStatus(entry.getResponse().getStatus()).because("");
      entry
          .getResponse()
          .setStatus(String.valueOf(refusal.getStatusCode()))
          .setOutcome(outcomes.outcome(refusal, language));
    }
  }

  private void warn(Bundle bundle, List<?> names, Locale language) {
    OperationOutcome warning = new OperationOutcome();
    for (Object name : names) {
      OperationOutcome.OperationOutcomeIssueComponent issue =
          outcomes
              .outcome(
                  Problem.BAD_PARAMETER.at(String.valueOf(name), "unknown or empty, left out"),
                  language)
              .getIssueFirstRep();
      warning.addIssue(issue.setSeverity(IssueSeverity.WARNING));
    }
    BundleEntryComponent entry = bundle.addEntry().setResource(warning);
    entry.getSearch().setMode(Bundle.SearchEntryMode.OUTCOME);
  }

  private static String etag(Resource resource) {
    return "W/\"" + resource.getMeta().getVersionId() + "\"";
  }
}
