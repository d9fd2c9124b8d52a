package se.vardformedling.messaging;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.messaging.accesspoint.As4AccessPoint;

/** The message service and the timers of a regional node, on a database of its own. */
final class Node implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Node(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Node start(Path folder, String name, String database, Map<String, String> more)
      throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve(name + "/node.properties"))) {
      properties.load(file);
    }
    properties.setProperty("node.database", database);
    properties.setProperty("vf.data-dir", folder.resolve(name + "-data").toString());
    properties.setProperty("vf.sdk.as4.address", "127.0.0.1");
    properties.putAll(more);
    return new Node(
        new SpringApplicationBuilder(Wiring.class)
            .web(WebApplicationType.NONE)
            .run(
                properties.entrySet().stream()
                    .map(e -> "--" + e.getKey() + "=" + e.getValue())
                    .toArray(String[]::new)));
  }

  Messages messages() {
    return context.getBean(Messages.class);
  }

  StuckMessages stuck() {
    return context.getBean(StuckMessages.class);
  }

  JdbcClient sql() {
    return context.getBean(JdbcClient.class);
  }

  DataSource data() {
    return context.getBean(DataSource.class);
  }

  Hands clock() {
    return context.getBean(Hands.class);
  }

  List<Object> events() {
    return context.getBean(Ears.class).heard;
  }

  As4AccessPoint accessPoint() {
    return context.getBean(As4AccessPoint.class);
  }

  /** As the access point tells it. */
  OnTransfer told() {
    return new OnTransfer(context.getBean(Parts.class));
  }

  /** What is done once a day. */
  void forget() {
    context.getBean(ForgetMessages.class).run();
  }

  /** What is done every few minutes. */
  void watchKeys() {
    context.getBean(WatchKeys.class).run();
  }

  /** The same. */
  void wakeLate() {
    context.getBean(WakeLate.class).run();
  }

  Messages.Sent send(Packet packet) {
    return java.util.Objects.requireNonNull(
        context.getBean(TransactionTemplate.class).execute(status -> messages().send(packet)));
  }

  void sendAndRollBack(Packet packet) {
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              messages().send(packet);
              status.setRollbackOnly();
            });
  }

  /** Carries out what has come due, as the timers would; those that come due meanwhile too. */
  void work() {
    work("send-message", "open-arrival", "message-answer-overdue");
  }

  void work(String... only) {
    Map<String, se.vardformedling.timer.Deadline> deadlines =
        context.getBeansOfType(se.vardformedling.timer.Deadline.class).values().stream()
            .collect(Collectors.toMap(d -> d.name(), d -> d));
    List<String[]> due = due(List.of(only));
    while (!due.isEmpty()) {
      for (String[] timer : due) {
        java.util.Objects.requireNonNull(deadlines.get(timer[0])).due(timer[1]);
        sql()
            .sql("delete from vf.timer where task_name = ? and task_instance = ?")
            .params(timer[0], timer[1])
            .update();
      }
      due = due(List.of(only));
    }
  }

  /** Carries out what is due of one kind, each on a thread of its own. */
  void workAtOnce(String name) {
    se.vardformedling.timer.Deadline deadline =
        context.getBeansOfType(se.vardformedling.timer.Deadline.class).values().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    List<java.util.concurrent.CompletableFuture<Void>> all =
        due(List.of(name)).stream()
            .map(
                timer ->
                    java.util.concurrent.CompletableFuture.runAsync(
                        () -> deadline.due(timer[1]), task -> new Thread(task).start()))
            .toList();
    all.forEach(java.util.concurrent.CompletableFuture::join);
  }

  /** In a transaction of its own. */
  void stop(String packetId, String why) {
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(status -> messages().stop(packetId, why));
  }

  private List<String[]> due(List<String> only) {
    return new ArrayList<>(
        sql()
            .sql(
                "select task_name, task_instance from vf.timer where execution_time <= :now and"
                    + " task_name in (:only) order by execution_time")
            .param("now", Outbox.at(clock().instant()))
            .param("only", only)
            .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
            .list());
  }

  @Override
  public void close() {
    context.close();
  }

  /** A clock that is moved by hand. */
  static final class Hands extends Clock {
    private volatile Duration moved = Duration.ZERO;

    void move(Duration by) {
      moved = moved.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(moved);
    }
  }

  static final class Ears {
    private final List<Object> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void received(MessageReceived event) {
      heard.add(event);
    }

    @EventListener
    void delivered(MessageDelivered event) {
      heard.add(event);
    }

    @EventListener
    void failed(MessageFailed event) {
      heard.add(event);
    }
  }

  /** Not annotated as a configuration, so that no other context finds it. */
  @ComponentScan(
      basePackages = {"se.vardformedling.timer"},
      excludeFilters =
          @ComponentScan.Filter(
              type = org.springframework.context.annotation.FilterType.REGEX,
              pattern = ".*TimerEngine|.*(Test|IT)(\\$.*)?"))
  static class Wiring extends NodeWiring {
    @Bean
    Hands clock() {
      return new Hands();
    }

    @Bean
    Ears ears() {
      return new Ears();
    }
  }
}
