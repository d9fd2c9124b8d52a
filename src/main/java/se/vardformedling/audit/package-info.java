/**
 * Who has seen or done what: an append-only log, sealed as it grows, and what a log reviewer asks
 * of it. It never decides who may do something. Entry points: {@code AccessLog}, {@code LogReview},
 * {@code Shown}, {@code Seals}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "fhir", "security", "timer"})
@NullMarked
package se.vardformedling.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
