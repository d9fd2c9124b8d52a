/**
 * Whom to call before the guarantee is broken: the patients of a unit who wait, worked through on
 * the organisation's own node. Nothing of it goes to the national node. Entry point: {@code
 * CallList}.
 */
@ApplicationModule(allowedDependencies = {"fhir", "security", "terminology"})
@RegionalNode
@NullMarked
package se.vardformedling.outreach;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.RegionalNode;
