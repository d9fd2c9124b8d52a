package se.vardformedling.timer;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;

/** For tests: an engine that looks at once, and a second one, as on a second node. */
public final class EngineLook {
  private EngineLook() {}

  public static void now(ApplicationContext node) {
    node.getBean(TimerEngine.class).look();
  }

  /** Works on the same database until it is closed. */
  public static AutoCloseable another(ApplicationContext node) {
    TimerEngine other =
        new TimerEngine(
            node.getBean(DataSource.class),
            node.getBean(Clock.class),
            node.getBeanProvider(Deadline.class),
            node.getBeanProvider(Recurring.class));
    other.start();
    return other::stop;
  }
}
