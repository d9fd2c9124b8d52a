/** Ledig kapacitet: what is offered and asked for, announcing it, and answering. */
@NationalNode
@NullMarked
package se.vardformedling.web.capacity;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
