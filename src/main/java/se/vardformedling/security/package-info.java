/**
 * Who is calling, from which unit, on which node, and may they. It never decides what a case may do
 * next. Entry points: {@code Caller}, {@code Policy}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "timer"})
@NullMarked
package se.vardformedling.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
