package se.vardformedling.brokering;

import java.util.Set;

/**
 * Where messages to a unit go.
 *
 * @param participant {@code 0203:provider.example}
 * @param function its functional address
 * @param types media types that it takes beside PDF
 */
public record FunctionAddress(String participant, String function, Set<String> types) {}
