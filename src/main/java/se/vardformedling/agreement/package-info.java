/**
 * On what terms care is bought and how much is left. Knows no cases beyond their ID. Entry point:
 * {@code Agreements}.
 */
@ApplicationModule(
    allowedDependencies = {"identifier", "fhir", "security", "terminology", "catalogue", "timer"})
@NationalNode
@NullMarked
package se.vardformedling.agreement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
