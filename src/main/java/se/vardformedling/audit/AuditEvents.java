package se.vardformedling.audit;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/**
 * The log as a log reviewer reads it: search and samples, of the reviewer's own region and cases.
 */
@Component
class AuditEvents implements FhirOperations, IResourceProvider {
  private static final int MOST = 200;
  private static final int USUAL = 50;

  private final RegionLog log;

  AuditEvents(RegionLog log) {
    this.log = log;
  }

  @Override
  public Class<AuditEvent> getResourceType() {
    return AuditEvent.class;
  }

  @Read
  public AuditEvent read(@IdParam IdType id) {
    return (String.valueOf(id.getIdPart()).matches("\\d{1,18}")
            ? log.find(region(), id.getIdPartAsLong())
            : Optional.<LogEntry>empty())
        .map(AuditEventResource::of)
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  /**
   * Newest first.
   *
   * @param date from and to
   * @param agent who acted, by the subject of the token, or who was told
   * @param entity a resource as {@code Type/id}
   * @param caseId a case ID, which is the name of its entity
   * @param outcome 0 done, 4 refused, 8 failed
   */
  @Search
  public IBundleProvider search(
      @OptionalParam(name = "date") @Nullable DateRangeParam date,
      @OptionalParam(name = "altid") @Nullable TokenParam agent,
      @OptionalParam(name = "entity") @Nullable ReferenceParam entity,
      @OptionalParam(name = "entity-name") @Nullable StringParam caseId,
      @OptionalParam(name = "outcome") @Nullable TokenParam outcome,
      RequestDetails request) {
    Integer count = RestfulServerUtils.extractCountParameter(request);
    Integer offset = RestfulServerUtils.extractOffsetParameter(request);
    LogQuestion question =
        new LogQuestion(
            region(),
            false,
            Optional.ofNullable(date)
                .map(DateRangeParam::getLowerBoundAsInstant)
                .map(Date::toInstant),
            Optional.ofNullable(date)
                .map(DateRangeParam::getUpperBoundAsInstant)
                .map(Date::toInstant)
                .map(last -> last.plusMillis(1)),
            Optional.ofNullable(agent).map(TokenParam::getValue),
            Optional.ofNullable(caseId).map(StringParam::getValue),
            Optional.ofNullable(entity).map(AuditEvents::reference),
            Optional.ofNullable(outcome).map(TokenParam::getValue).map(AuditEvents::outcome),
            false,
            count == null ? USUAL : Math.min(Math.max(0, count), MOST),
            offset == null ? 0 : Math.max(0, offset));
    SimpleBundleProvider answer =
        new SimpleBundleProvider(
            log.search(question).stream().map(AuditEventResource::of).toList());
    answer.setSize(Math.toIntExact(log.count(question)));
    answer.setCurrentPageOffset(question.offset());
    answer.setCurrentPageSize(question.count());
    return answer;
  }

  /**
   * Entries drawn at random, for the recurring checks that HSLF-FS 2016:40 4 kap. 9 § asks for. The
   * drawing is logged like everything else.
   *
   * @param size 1 to 200, usually 50
   */
  @Operation(name = "$sample", type = AuditEvent.class, idempotent = true)
  public Bundle sample(
      @OperationParam(name = "from", min = 1) @Nullable DateType from,
      @OperationParam(name = "to") @Nullable DateType to,
      @OperationParam(name = "size") @Nullable IntegerType size,
      RequestDetails request) {
    if (from == null) {
      throw Problem.BAD_PARAMETER.at("from", "missing");
    }
    int count = size == null ? USUAL : size.hasValue() ? size.getValue() : 0;
    if (count < 1 || count > MOST) {
      throw Problem.BAD_PARAMETER.at("size", "1 to " + MOST);
    }
    LogQuestion question =
        new LogQuestion(
            region(),
            false,
            Optional.of(day(from, 0)),
            Optional.ofNullable(to).map(last -> day(last, 1)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            count,
            0);
    Bundle drawn = new Bundle().setType(Bundle.BundleType.COLLECTION);
    log.search(question)
        .forEach(
            entry ->
                drawn
                    .addEntry()
                    .setFullUrl(request.getFhirServerBase() + "/AuditEvent/" + entry.id())
                    .setResource(AuditEventResource.of(entry)));
    return drawn;
  }

  private static Instant day(DateType date, int plus) {
    if (!date.hasValue() || date.getPrecision() != TemporalPrecisionEnum.DAY) {
      throw Problem.BAD_PARAMETER.at("from", "whole days");
    }
    return java.time.LocalDate.parse(date.getValueAsString())
        .plusDays(plus)
        .atStartOfDay(java.time.ZoneId.of("Europe/Stockholm"))
        .toInstant();
  }

  private static String reference(ReferenceParam entity) {
    return entity.getResourceType() == null
        ? entity.getValue()
        : entity.getResourceType() + "/" + entity.getIdPart();
  }

  private static String outcome(String code) {
    return switch (code) {
      case "0" -> "done";
      case "4" -> "refused";
      case "8" -> "failed";
      default -> throw Problem.BAD_PARAMETER.at("outcome", "0, 4 or 8");
    };
  }

  private static String region() {
    return Caller.current().region().orElse("00");
  }
}
