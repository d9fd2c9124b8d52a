/** Measurements, each beside its yardstick in the same run; {@code mvn -Pbench verify}. */
@NullMarked
package se.vardformedling.bench;

import org.jspecify.annotations.NullMarked;
