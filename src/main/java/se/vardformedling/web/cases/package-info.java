/**
 * The broker's day: the five steps with their counts, the list of cases, one case and its steps.
 */
@NationalNode
@NullMarked
package se.vardformedling.web.cases;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
