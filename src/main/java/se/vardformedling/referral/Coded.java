package se.vardformedling.referral;

/** A code with its name in the language asked for. */
public record Coded(String system, String code, String display) {}
