/**
 * May this figure be shown. Pure: knows neither storage nor what the figures are about. Entry
 * point: {@code Disclosure}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package se.vardformedling.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
