/** Words and figures in the reader's language. */
@NullMarked
package se.vardformedling.web.words;

import org.jspecify.annotations.NullMarked;
