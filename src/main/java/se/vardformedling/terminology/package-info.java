/**
 * What a code means, what it is called and what it maps to. Knows nothing of providers. Entry
 * point: {@code Terms}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "security"})
@NullMarked
package se.vardformedling.terminology;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
