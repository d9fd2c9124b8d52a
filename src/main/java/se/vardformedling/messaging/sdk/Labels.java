package se.vardformedling.messaging.sdk;

/** What the transport says about the envelope it carries. */
public record Labels(String originalSender, String finalRecipient, String action) {}
