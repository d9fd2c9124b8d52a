/**
 * What waits for a time: kept in the database in the transaction that asked for it, done once by
 * one node, done after a restart if it came due meanwhile. It knows nothing of what it wakes. Entry
 * points: {@code Timers}, {@code TimerQueue}, {@code Deadline}, {@code Recurring}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package se.vardformedling.timer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
