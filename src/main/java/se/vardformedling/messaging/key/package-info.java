/** Keys, certificates, whom to trust, and a test authority. */
@NullMarked
package se.vardformedling.messaging.key;

import org.jspecify.annotations.NullMarked;
