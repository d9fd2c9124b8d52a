package se.vardformedling.handover;

import java.util.Optional;
import java.util.Set;
import se.vardformedling.brokering.FunctionAddress;

/**
 * Between whom a message goes.
 *
 * @param unit HSA-id of ours
 * @param toUnit HSA-id of theirs; empty when only its address is known
 * @param to where it goes
 * @param takes media types beside PDF
 * @param answers the message that it answers
 */
record Counterpart(
    String unit, String toUnit, FunctionAddress to, Set<String> takes, Optional<String> answers) {}
