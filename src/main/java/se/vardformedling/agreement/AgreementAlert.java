package se.vardformedling.agreement;

import java.time.Instant;

/**
 * What the parties should know. Raised once, and ended when it no longer holds; also an event
 * inside the program, in the transaction that raised it.
 *
 * @param serviceId empty when the alert is about the whole agreement
 * @param vardtjanst empty when it is about all of the service's
 * @param kind volume or expiry
 * @param level per cent of the cap that has been passed, or months before the end
 */
public record AgreementAlert(
    String contractId,
    String serviceId,
    String vardtjanst,
    String kind,
    int level,
    Instant raisedAt) {}
