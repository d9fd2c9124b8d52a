/**
 * Reads files of waiting times and judges them. Pure: rows in, counts and a report out; where a
 * unit or a code belongs is asked of {@link Directory}.
 */
@NamedInterface("feed")
@NullMarked
package se.vardformedling.waitingtime.feed;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
