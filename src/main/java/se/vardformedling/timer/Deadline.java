package se.vardformedling.timer;

/**
 * What is done when a moment has come. A node may die between doing it and noting that it is done,
 * so doing it again must change nothing.
 */
public interface Deadline {

  /** Stored with every moment that waits, so it never changes. */
  String name();

  /**
   * The moment has come.
   *
   * @param id what it has come for
   */
  void due(String id);
}
