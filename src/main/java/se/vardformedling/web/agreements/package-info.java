/** The register of agreements, and one agreement with what is left of it. */
@NullMarked
package se.vardformedling.web.agreements;

import org.jspecify.annotations.NullMarked;
