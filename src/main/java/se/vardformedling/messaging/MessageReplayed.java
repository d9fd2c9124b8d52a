package se.vardformedling.messaging;

/** A message that had failed is sent again; published in the transaction that decided it. */
public record MessageReplayed(String packetId) {}
