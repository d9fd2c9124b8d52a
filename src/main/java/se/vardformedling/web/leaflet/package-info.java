/**
 * The information leaflet: one text for the browser and the paper, in Swedish, plain Swedish and
 * English. It knows of no case and no patient.
 */
@NullMarked
package se.vardformedling.web.leaflet;

import org.jspecify.annotations.NullMarked;
