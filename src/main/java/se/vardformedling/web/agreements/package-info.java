/** The register of agreements, and one agreement with what is left of it. */
@NationalNode
@NullMarked
package se.vardformedling.web.agreements;

import org.jspecify.annotations.NullMarked;
import se.vardformedling.security.NationalNode;
