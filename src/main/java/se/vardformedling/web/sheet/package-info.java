/**
 * One table: shown, sorted on the server, and taken along as CSV or XLSX with exactly what is shown
 * and a sheet that says what it is.
 */
@NullMarked
package se.vardformedling.web.sheet;

import org.jspecify.annotations.NullMarked;
