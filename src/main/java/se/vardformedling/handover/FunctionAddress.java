package se.vardformedling.handover;

/**
 * Where messages to a unit go.
 *
 * @param participant {@code 0203:provider.example}
 * @param function its functional address
 */
public record FunctionAddress(String participant, String function) {}
