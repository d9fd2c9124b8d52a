package se.vardformedling.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request, as the log keeps it.
 *
 * @param id rising; 0 before it is stored
 * @param region länskod of who acted, {@code 00} for none
 * @param unit HSA-id
 * @param commission HSA-id of the uppdrag that a person has chosen
 * @param action what was asked for, such as {@code read Task} or {@code $transition Task}
 * @param entities what was shown or changed, as {@code Type/id}
 * @param caseIds the cases that these belong to
 * @param purpose a code of {@code http://terminology.hl7.org/CodeSystem/v3-ActReason}
 * @param status the HTTP status of the answer
 * @param recipient to whom the program told it of its own accord; null for what was asked for
 */
record LogEntry(
    long id,
    Instant at,
    String region,
    String subject,
    String role,
    @Nullable String unit,
    @Nullable String commission,
    String action,
    List<String> entities,
    List<String> caseIds,
    String purpose,
    int status,
    UUID requestId,
    UUID correlationId,
    @Nullable String recipient) {

  /** The same entry with what it says of these cases alone. */
  LogEntry about(Set<String> own, Map<String, String> cases) {
    return new LogEntry(
        id,
        at,
        region,
        subject,
        role,
        unit,
        commission,
        action,
        entities.stream().filter(one -> own.contains(cases.getOrDefault(one, ""))).toList(),
        caseIds.stream().filter(own::contains).toList(),
        purpose,
        status,
        requestId,
        correlationId,
        recipient);
  }

  /** Whether it came about: done, refused by a rule, or failed on our side. */
  String outcome() {
    return status < 400 ? "done" : status < 500 ? "refused" : "failed";
  }
}
