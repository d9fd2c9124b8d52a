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
   * @throws BusyException it cannot be done now
   */
  void due(String id);

  /**
   * How many of them may take long at once; the engine has so many threads more, so that nothing
   * else waits for them. Who says so holds no more.
   */
  default int slow() {
    return 0;
  }
}
