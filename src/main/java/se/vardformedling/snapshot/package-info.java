/**
 * How somebody gets all of the catalogue at once: asked for, written in pieces by a timer that
 * survives a crash, fetched as files. Only what any reader of the catalogue may see. Entry point:
 * {@code Exports}.
 */
@ApplicationModule(allowedDependencies = {"timer", "fhir", "security"})
@NationalNode
@NullMarked
package se.vardformedling.snapshot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
