package se.vardformedling.handover;

import java.util.List;
import java.util.Optional;

/**
 * What somebody wants sent about an order.
 *
 * @param taskId the order's Task here, or the Task that told of what has come
 * @param text for the receiver to read; needed for a request and a recall
 * @param documents ids of DocumentReferences; none: all of the need's
 * @param recipient HSA-id that the sender believes has the order
 * @param incomplete whether it is sent though required documents are missing
 */
public record Wish(
    String taskId,
    MessageKind kind,
    String text,
    List<String> documents,
    Optional<String> recipient,
    boolean incomplete) {}
