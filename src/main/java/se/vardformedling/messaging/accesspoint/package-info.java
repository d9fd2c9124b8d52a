/**
 * Carries envelopes between access points. {@code AccessPoint} is the port; AS4 by phase4 is the
 * one that comes along.
 */
@NullMarked
package se.vardformedling.messaging.accesspoint;

import org.jspecify.annotations.NullMarked;
