package se.vardformedling.enclosure;

/**
 * What is said on top of a packet.
 *
 * @param title what it is, in words
 * @param text for the receiver to read; may be blank
 * @param referral whether the referral itself goes with it
 */
public record Cover(String title, String text, boolean referral) {}
