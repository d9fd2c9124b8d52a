/**
 * What is a valid identity, code or case ID. Values that refuse nonsense; knows no framework. Entry
 * points: {@code CaseId}, {@code HsaId}, {@code PersonNumber} and their kin.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package se.vardformedling.identifier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
