package se.vardformedling.timer;

import org.springframework.context.ApplicationContext;

/** For tests that put the clock back: the engine waits for a moment that is far off again. */
public final class EngineLook {
  private EngineLook() {}

  public static void now(ApplicationContext node) {
    node.getBean(TimerEngine.class).look();
  }
}
