/**
 * Was the message delivered, and what came back: documents from provider to provider over Säker
 * digital kommunikation. It reads nothing of a case but its ID and never runs on a national node.
 * Entry points: {@code Messages}, {@code MessageReceived}, {@code MessageDelivered}, {@code
 * MessageFailed}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "security", "timer"})
@NullMarked
package se.vardformedling.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
