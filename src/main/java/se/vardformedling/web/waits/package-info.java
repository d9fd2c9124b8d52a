/** Lägesbild: how long it takes where, as a table, a map and eighteen months of one unit. */
@NationalNode
@NullMarked
package se.vardformedling.web.waits;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
