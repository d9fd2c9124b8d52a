/**
 * What two parties must have agreed before the first patient is sent: a checklist for each region
 * and service, which both fill in. It is about organisations and never about a patient. Entry
 * point: {@code Collaborations}.
 */
@ApplicationModule(allowedDependencies = {"fhir", "security", "catalogue"})
@NationalNode
@NullMarked
package se.vardformedling.collaboration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
