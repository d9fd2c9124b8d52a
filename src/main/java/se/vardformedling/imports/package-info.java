/**
 * How files that regions send become what the catalogue, the agreements and the waiting times hold:
 * read, judged row by row, shown as differences, published whole or not at all, taken back. Never
 * keeps a file that names a person. Entry point: {@code Imports}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "timer",
      "disclosure",
      "fhir",
      "security",
      "terminology",
      "catalogue"
    })
@NationalNode
@NullMarked
package se.vardformedling.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
