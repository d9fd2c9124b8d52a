package se.vardformedling.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a log reviewer asks: within the reviewer's own region, or of its cases.
 *
 * @param region whose reviewer asks
 * @param everywhere whether accesses by others are meant as well
 * @param from the first moment
 * @param to the first moment after
 * @param sample in no order, for recurring checks
 */
record LogQuestion(
    String region,
    boolean everywhere,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> subject,
    Optional<String> caseId,
    Optional<String> entity,
    Optional<String> outcome,
    boolean sample,
    int count,
    int offset) {

  LogQuestion ofAllRegions() {
    return new LogQuestion(
        region, true, from, to, subject, caseId, entity, outcome, sample, count, offset);
  }

  String condition() {
    StringBuilder condition = new StringBuilder(everywhere ? "true" : "region = :region");
    from.ifPresent(x -> condition.append(" and at >= :from"));
    to.ifPresent(x -> condition.append(" and at < :to"));
    subject.ifPresent(x -> condition.append(" and (subject = :subject or recipient = :subject)"));
    caseId.ifPresent(x -> condition.append(" and case_ids @> array[:case]::text[]"));
    entity.ifPresent(x -> condition.append(" and entities @> array[:entity]::text[]"));
    outcome.ifPresent(x -> condition.append(" and outcome = :outcome"));
    return condition.toString();
  }

  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    values.put("region", region);
    values.put("count", count);
    values.put("offset", offset);
    from.ifPresent(x -> values.put("from", x.atOffset(ZoneOffset.UTC)));
    to.ifPresent(x -> values.put("to", x.atOffset(ZoneOffset.UTC)));
    subject.ifPresent(x -> values.put("subject", x));
    caseId.ifPresent(x -> values.put("case", x));
    entity.ifPresent(x -> values.put("entity", x));
    outcome.ifPresent(x -> values.put("outcome", x));
    return values;
  }
}
