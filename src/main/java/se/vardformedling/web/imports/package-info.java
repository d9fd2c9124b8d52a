/** Files on their way in: preview, publish, take back. */
@NullMarked
package se.vardformedling.web.imports;

import org.jspecify.annotations.NullMarked;
