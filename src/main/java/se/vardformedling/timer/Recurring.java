package se.vardformedling.timer;

import java.time.Duration;

/** What is done again and again, by one node at a time. */
public interface Recurring {

  String name();

  /** From the end of one time to the beginning of the next. */
  Duration every();

  void run();
}
