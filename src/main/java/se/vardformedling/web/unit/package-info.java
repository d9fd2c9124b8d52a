/** One unit with all that it gives: services, waits by every clock, agreements, capacity. */
@NationalNode
@NullMarked
package se.vardformedling.web.unit;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
