package se.vardformedling.messaging;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
import org.flywaydb.core.Flyway;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.messaging.accesspoint.As4AccessPoint;
import se.vardformedling.messaging.accesspoint.As4Settings;
import se.vardformedling.messaging.key.KeySettings;
import se.vardformedling.messaging.sdk.FileSettings;
import se.vardformedling.messaging.sdk.SdkProfile;

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

  /** A new database with our tables, and its address. */
  static String database(EmbeddedPostgres postgres, String name) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute("create database " + name);
    }
    String url = postgres.getJdbcUrl("postgres", name);
    try (Connection connection = postgres.getDatabase("postgres", name).getConnection()) {
      // The feed of the catalogue adds a column to HAPI's versions, which nobody writes here.
      connection
          .createStatement()
          .execute(
              "create schema ext; create schema vf; create schema hapi;"
                  + " create table hapi.hfj_res_ver (res_type text, res_updated timestamptz)");
    }
    Flyway.configure()
        .dataSource(postgres.getDatabase("postgres", name))
        .defaultSchema("vf")
        .locations("classpath:db/migration")
        .outOfOrder(true)
        .ignoreMigrationPatterns("*:*")
        .load()
        .migrate();
    return url;
  }

  Messages messages() {
    return context.getBean(Messages.class);
  }

  JdbcClient sql() {
    return context.getBean(JdbcClient.class);
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
  @org.springframework.context.annotation.Import(MessagingConfiguration.class)
  @EnableConfigurationProperties({
    SdkSettings.class,
    SdkProfile.class,
    FileSettings.class,
    KeySettings.class,
    As4Settings.class,
    se.vardformedling.messaging.discovery.SmpSettings.class
  })
  static class Wiring {
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(
        @org.springframework.beans.factory.annotation.Value("${node.database}") String url) {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(url);
      pool.setMaximumPoolSize(6);
      return pool;
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
      return new TransactionTemplate(transactions);
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
      return JdbcClient.create(dataSource);
    }

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
