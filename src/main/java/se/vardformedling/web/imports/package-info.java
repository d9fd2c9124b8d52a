/** Files on their way in: preview, publish, take back. */
@NationalNode
@NullMarked
package se.vardformedling.web.imports;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
