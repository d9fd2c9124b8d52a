/** Pages on paper: a tagged PDF whose text can be read aloud, searched and copied. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package se.vardformedling.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
