/** Finding a provider: the question, the table beside the map, the comparison. */
@NationalNode
@NullMarked
package se.vardformedling.web.find;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
