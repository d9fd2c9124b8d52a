/** The checklist for a new collaboration: answered group by group, saved as a draft, undone. */
@NationalNode
@NullMarked
package se.vardformedling.web.collaboration;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
