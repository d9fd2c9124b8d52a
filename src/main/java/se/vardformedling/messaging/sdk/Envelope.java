package se.vardformedling.messaging.sdk;

import java.time.Instant;
import java.util.Optional;

/**
 * What the envelope (XHE) says in clear about what it holds.
 *
 * @param id the message's own id, the same at every transfer of it
 * @param documentType DOCUMENTID
 * @param function the functional address of the recipient; empty on an answer that names none
 */
public record Envelope(
    String id,
    Instant created,
    String from,
    String to,
    String documentType,
    Optional<String> function) {}
