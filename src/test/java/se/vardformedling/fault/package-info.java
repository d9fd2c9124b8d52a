/**
 * The program as a process of its own, killed at the worst moments, and what must be true after.
 */
@NullMarked
package se.vardformedling.fault;

import org.jspecify.annotations.NullMarked;
