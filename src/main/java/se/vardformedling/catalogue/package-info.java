/** Who offers what, where. Knows no prices, queues or cases. Entry point: {@code Catalogue}. */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "security", "terminology"})
@NationalNode
@NullMarked
package se.vardformedling.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
