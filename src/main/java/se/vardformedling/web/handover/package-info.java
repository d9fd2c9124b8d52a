/** The documents of cases on a regional node: what goes, what has come, what has stuck. */
@RegionalNode
@NullMarked
package se.vardformedling.web.handover;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.RegionalNode;
