/**
 * Whose is what is kept here: the units that have to do with a patient, a remiss or a document see
 * it and nobody else does. Entry points: {@code CareUnits}, {@code CareUnitResource}, {@code
 * TakenBack}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "security"})
@RegionalNode
@NullMarked
package se.vardformedling.carerelation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.RegionalNode;
