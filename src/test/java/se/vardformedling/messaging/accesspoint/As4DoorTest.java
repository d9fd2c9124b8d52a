package se.vardformedling.messaging.accesspoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import se.vardformedling.messaging.DemoKeys;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.key.KeySettings;
import se.vardformedling.messaging.sdk.SdkProfile;

/** What anybody with a TLS certificate of the federation may send, and nothing more. */
class As4DoorTest {
  private static final String PARTS =
      "multipart/related; boundary=\"bound\"; type=\"application/soap+xml\"";
  private static final String SOAP =
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Body/></s:Envelope>";
  @TempDir private static Path folder;
  private static As4AccessPoint point;
  private static Binder binder;
  private static HttpClient peer;
  private static SSLContext tls;

  private static final class Nobody implements Arrivals {
    @Override
    public void delivered(String transferId, byte[] receipt) {
      throw new AssertionError(transferId);
    }

    @Override
    public void received(Arrival arrival) {
      throw new AssertionError(arrival.id());
    }

    @Override
    public void answered(String party, String transferId, byte[] receipt) {
      throw new AssertionError(transferId);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Clock clock = Clock.systemUTC();
    new DemoKeys(folder, clock.instant(), 2048)
        .make(
            List.of(
                new DemoKeys.Node("a", "127.0.0.1", 1), new DemoKeys.Node("b", "127.0.0.1", 2)));
    Properties file = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve("b/node.properties"))) {
      file.load(in);
    }
    file.setProperty("vf.sdk.as4.port", "0");
    file.setProperty("vf.sdk.as4.address", "127.0.0.1");
    file.setProperty("vf.sdk.as4.max-transfer", "1000000");
    file.setProperty("vf.sdk.as4.request-within", "1s");
    binder = new Binder(new MapConfigurationPropertySource(file));
    point = point(clock);
    tls = PeerTrust.context(keys(), clock);
    peer = HttpClient.newBuilder().sslContext(tls).build();
  }

  private static KeyRing keys() {
    return new KeyRing(binder.bind("vf.sdk.keys", KeySettings.class).get());
  }

  private static As4AccessPoint point(Clock clock) throws Exception {
    As4AccessPoint started =
        new As4AccessPoint(
            SdkProfile.published(),
            binder.bind("vf.sdk.as4", As4Settings.class).get(),
            keys(),
            new Nobody(),
            clock,
            Files.createDirectories(folder.resolve("work")));
    started.start();
    return started;
  }

  @AfterAll
  static void stop() {
    point.stop();
  }

  /** With a revocation list that has ended it is everybody. */
  @Test
  void who_is_not_let_in_is_named_in_the_log_with_the_reason() throws Exception {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(As4Servlet.class);
    As4AccessPoint late = point(Clock.offset(Clock.systemUTC(), Duration.ofDays(4000)));
    said.start();
    log.addAppender(said);
    try {
      HttpResponse<String> answer =
          answer(late, "application/soap+xml", BodyPublishers.ofString(SOAP));

      assertThat(List.of(answer.statusCode(), answer.body())).containsExactly(403, "");
      assertThat(said.list)
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.getLevel()).isEqualTo(Level.WARN);
                assertThat(line.getFormattedMessage())
                    .isEqualTo(
                        "CN=127.0.0.1,O=Vardformedling test,C=SE is not let in: validity check failed");
              });
    } finally {
      log.detachAppender(said);
      late.stop();
    }
  }

  @Test
  void a_request_that_says_to_be_too_large_is_not_read() throws Exception {
    assertThat(post(PARTS, BodyPublishers.ofByteArray(new byte[3_000_000]))).isEqualTo(413);
  }

  @Test
  void a_request_that_does_not_say_how_large_it_is_ends_at_the_limit() throws Exception {
    byte[] head =
        ("--bound\r\nContent-Type: application/soap+xml\r\n\r\n" + SOAP + "\r\n--bound\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);

    int status =
        post(
            PARTS,
            BodyPublishers.ofInputStream(
                () ->
                    new SequenceInputStream(
                        new ByteArrayInputStream(head),
                        new ByteArrayInputStream(new byte[20_000_000]))));

    assertThat(status).isIn(400, 413);
  }

  @Test
  void a_soap_message_that_would_fill_the_memory_as_a_tree_is_not_read() throws Exception {
    byte[] wide = "<x/>".repeat(500_000).getBytes(StandardCharsets.UTF_8);

    assertThat(post("application/soap+xml", BodyPublishers.ofByteArray(wide))).isEqualTo(413);
    assertThat(post(PARTS, BodyPublishers.ofByteArray(wide))).isEqualTo(413);
    assertThat(post("multipart/related", BodyPublishers.ofByteArray(wide))).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{}", "<s/>", "<!DOCTYPE s [<!ENTITY x 'y'>]><s>&x;</s>"})
  void what_is_no_message_is_told_so(String body) throws Exception {
    HttpResponse<String> answer = answer("application/soap+xml", BodyPublishers.ofString(body));

    assertThat(List.of(answer.statusCode(), answer.body())).containsExactly(400, "");
  }

  @Test
  void an_address_that_is_none_tells_nothing_of_the_server() throws Exception {
    HttpResponse<String> answer =
        peer.send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + point.port() + "/%00x"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("Tomcat", "Exception");
  }

  @Test
  void who_sends_slowly_is_not_waited_for_and_holds_up_nobody() throws Exception {
    try (Socket slow = tls.getSocketFactory().createSocket("127.0.0.1", point.port())) {
      slow.setSoTimeout(10_000);
      OutputStream out = slow.getOutputStream();
      out.write(
          ("POST /as4 HTTP/1.1\r\nHost: b\r\nContent-Type: " + PARTS + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write("Content-Length: 1900000\r\n\r\n--bound\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(answer("application/soap+xml", BodyPublishers.ofString(SOAP)).body())
          .contains("eb:Error");
      Thread.sleep(1100);
      out.write('a');
      out.flush();

      assertThat(slow.getInputStream().readAllBytes())
          .asString(StandardCharsets.US_ASCII)
          .startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void who_is_not_let_in_is_not_waited_for_either() throws Exception {
    As4AccessPoint late = point(Clock.offset(Clock.systemUTC(), Duration.ofDays(4000)));
    try (Socket slow = tls.getSocketFactory().createSocket("127.0.0.1", late.port())) {
      OutputStream out = slow.getOutputStream();
      out.write(
          ("POST /as4 HTTP/1.1\r\nHost: b\r\nContent-Type: "
                  + PARTS
                  + "\r\nContent-Length: 1900000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 20; i++) {
                  out.write('a');
                  out.flush();
                  Thread.sleep(500);
                }
              })
          .isInstanceOf(IOException.class);
    } finally {
      late.stop();
    }
  }

  @Test
  void a_document_type_is_not_taken() throws Exception {
    String soap =
        "<!DOCTYPE x [<!ENTITY a \"b\">]>" + SOAP.replace("<s:Body/>", "<s:Body>&a;</s:Body>");

    String read = answer("application/soap+xml", BodyPublishers.ofString(SOAP)).body();
    String refused = answer("application/soap+xml", BodyPublishers.ofString(soap)).body();

    assertThat(read).contains("eb:Error");
    assertThat(refused).isEmpty();
  }

  private static int post(String type, BodyPublisher body) throws Exception {
    return answer(type, body).statusCode();
  }

  private static HttpResponse<String> answer(String type, BodyPublisher body) throws Exception {
    return answer(point, type, body);
  }

  private static HttpResponse<String> answer(As4AccessPoint at, String type, BodyPublisher body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + at.port() + "/as4"))
            .header("Content-Type", type)
            .POST(body)
            .build();
    return peer.send(request, BodyHandlers.ofString());
  }
}
