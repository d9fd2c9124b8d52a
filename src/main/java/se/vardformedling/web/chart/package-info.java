/**
 * Charts and the map, drawn on the server as SVG: the same picture on screen, on paper and in a
 * PDF. Presentation attributes and classes only, since the pages allow no inline style.
 */
@NullMarked
package se.vardformedling.web.chart;

import org.jspecify.annotations.NullMarked;
