/**
 * The demo's own issuer: says who a persona or a demo system is, and signs it. It decides nothing
 * about what they may do, and does not exist outside the demo. Entry points: {@code Persona},
 * {@code DemoTokens}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "security"})
@NullMarked
package se.vardformedling.issuer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
