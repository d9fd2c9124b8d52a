/**
 * Who wants to be told of what, and telling them: ids only, signed, in order, at least once. It has
 * no opinion about what changed; polling stays the truth. Entry point: {@code Subscription}
 * resources.
 */
@ApplicationModule(allowedDependencies = {"identifier", "timer", "fhir", "security", "audit"})
@NationalNode
@NullMarked
package se.vardformedling.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
