package se.vardformedling.messaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.timer.EngineLook;

/**
 * A message service as a process of its own, to be killed. It takes commands by HTTP, each once,
 * and notes what it is told of messages in the transaction that tells it.
 */
public final class NodeProgram {
  private static final byte[] PDF = "%PDF-1.7\nfictional\n".getBytes(StandardCharsets.US_ASCII);
  private final ApplicationContext context;

  private NodeProgram(ApplicationContext context) {
    this.context = context;
  }

  /** Settings as {@code --name=value}; {@code node.port} is where it takes commands. */
  public static void main(String[] settings) throws IOException {
    NodeProgram program =
        new NodeProgram(
            new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(settings));
    program.listen();
    program.lookOften();
  }

  private void listen() throws IOException {
    int port = context.getEnvironment().getRequiredProperty("node.port", Integer.class);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 50);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", this::take);
    server.start();
  }

  /** The engine polls every five seconds; a test has less patience. */
  private void lookOften() {
    Executors.newSingleThreadScheduledExecutor()
        .scheduleWithFixedDelay(() -> EngineLook.now(context), 100, 100, TimeUnit.MILLISECONDS);
  }

  private void take(HttpExchange exchange) throws IOException {
    String[] words = exchange.getRequestURI().getPath().substring(1).split("/");
    try (exchange) {
      try {
        String said =
            switch (words[0]) {
              case "send" -> send(Integer.parseInt(words[1]), words[2]);
              case "replay" ->
                  String.valueOf(context.getBean(StuckMessages.class).replay(words[1], "test"));
              default -> "here";
            };
        byte[] answer = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
      } catch (RuntimeException away) {
        exchange.sendResponseHeaders(503, -1);
      }
    }
  }

  private Messages messages() {
    return context.getBean(Messages.class);
  }

  /** Once for each number, however often it is asked. */
  private String send(int number, String to) {
    JdbcClient sql = context.getBean(JdbcClient.class);
    return Objects.requireNonNull(
        context
            .getBean(TransactionTemplate.class)
            .execute(
                status -> {
                  sql.sql("select pg_advisory_xact_lock(?)")
                      .param(number)
                      .query((row, n) -> "")
                      .list();
                  Optional<String> sent =
                      sql.sql("select message_id from public.command where number = ?")
                          .param(number)
                          .query(String.class)
                          .optional();
                  if (sent.isPresent()) {
                    return sent.get();
                  }
                  String id = messages().send(packet(number, to)).messageIds().get(0);
                  sql.sql("insert into public.command values (?, ?)").params(number, id).update();
                  return id;
                }));
  }

  private static Packet packet(int number, String to) {
    return new Packet(
        "0203:" + to + ".example",
        to + "-remiss",
        CaseId.mint(),
        "Remiss " + number,
        "# Remiss",
        false,
        List.of(new Packet.File("remiss.pdf", "application/pdf", PDF)),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** What it is told, as rows that are there only if the rest of the transaction is. */
  static final class Notes {
    private final JdbcClient sql;

    Notes(JdbcClient sql) {
      this.sql = sql;
    }

    @EventListener
    void received(MessageReceived message) {
      note("received", message.messageId());
    }

    @EventListener
    void delivered(MessageDelivered packet) {
      note("delivered", packet.packetId());
    }

    private void note(String what, String id) {
      sql.sql("insert into public.told values (?, ?)").params(what, id).update();
    }
  }

  /** Not annotated as a configuration, so that no other context finds it. */
  @ComponentScan(
      basePackages = "se.vardformedling.timer",
      excludeFilters =
          @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|IT)(\\$.*)?"))
  static class Wiring extends NodeWiring {
    @Bean
    @Primary
    DataSource dataSource(
        HikariDataSource pool, org.springframework.core.env.Environment environment) {
      String halt = environment.getProperty("node.halt", "");
      return halt.isEmpty()
          ? pool
          : new HaltingDataSource(
              pool, halt.replaceFirst("^(before|after) ", ""), halt.startsWith("before"));
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    Notes notes(JdbcClient sql) {
      return new Notes(sql);
    }
  }
}
