/**
 * Who announced capacity, offered or asked for, to whom and until when. Initial contact only: the
 * talk goes on outside, and nothing here is about a patient. Entry point: {@code Announcements}.
 */
@ApplicationModule(
    allowedDependencies = {"identifier", "timer", "fhir", "security", "terminology", "catalogue"})
@NationalNode
@NullMarked
package se.vardformedling.capacity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
