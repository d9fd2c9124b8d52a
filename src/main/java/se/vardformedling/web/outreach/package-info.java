/**
 * Ringlista: whom a unit calls before the guarantee is broken; a name only when it is asked for.
 */
@RegionalNode
@NullMarked
package se.vardformedling.web.outreach;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.RegionalNode;
