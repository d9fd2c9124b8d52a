package se.vardformedling.brokering;

/**
 * A national Task that concerns a unit of ours is new or has changed; published when it is kept.
 */
public record NationalTaskChanged(NationalTask task) {}
