/** Finding a provider: the question, the table beside the map, the comparison. */
@NullMarked
package se.vardformedling.web.find;

import org.jspecify.annotations.NullMarked;
