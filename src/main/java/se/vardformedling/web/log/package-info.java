/** The access log as its reviewer reads it. */
@NullMarked
package se.vardformedling.web.log;

import org.jspecify.annotations.NullMarked;
