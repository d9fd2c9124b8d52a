/** Where a participant is, and which certificates it has published. */
@NullMarked
package se.vardformedling.messaging.discovery;

import org.jspecify.annotations.NullMarked;
