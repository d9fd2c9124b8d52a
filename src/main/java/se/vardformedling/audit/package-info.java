/**
 * Who saw or did what, when and why. Append only; holds ids, never names. Entry point: {@code
 * AuditTrail}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "security"})
@NullMarked
package se.vardformedling.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
