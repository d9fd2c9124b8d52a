/**
 * The documents of Säker digital kommunikation, as the published artefacts say: the message, its
 * envelope, its seal and the answer to it. Pure: no network, no database, no clock of its own.
 */
@NullMarked
package se.vardformedling.messaging.sdk;

import org.jspecify.annotations.NullMarked;
