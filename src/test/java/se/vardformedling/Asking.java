package se.vardformedling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client so plain that it can send what no library would: every byte as the test wrote it. */
public final class Asking {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final int port;
  private final Map<String, String> tokens = new TreeMap<>();

  public Asking(int port) {
    this.port = port;
  }

  /** What came back; header names in small letters. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException("Not JSON: " + body, e);
      }
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Our code of the first issue; empty if the answer is no OperationOutcome. */
    public String code() {
      return json().at("/issue/0/details/coding/0/code").asText();
    }

    /** Status, FHIR issue type and our code: all that a program goes by. */
    public String refusal() {
      return status + " " + json().at("/issue/0/code").asText() + " " + code();
    }
  }

  /** A token of the demo's persona. */
  public synchronized String token(String persona) {
    return tokens.computeIfAbsent(
        persona, one -> send("GET", "/demo/token/" + one, "").body().strip());
  }

  /** With FHIR JSON as the content and a token, unless the headers say otherwise. */
  public Answer as(String persona, String method, String path, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Authorization: Bearer " + token(persona);
    return send(method, path, body, all);
  }

  public Answer send(String method, String path, String body, String... headers) {
    return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public Answer send(String method, String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    String sent = String.join("\r\n", headers);
    boolean hasBody = body.length > 0 || !method.equals("GET");
    if (hasBody && !sent.toLowerCase(Locale.ROOT).contains("content-length")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    if (body.length > 0 && !sent.toLowerCase(Locale.ROOT).contains("content-type")) {
      head.append("Content-Type: application/fhir+json\r\n");
    }
    Arrays.stream(headers).forEach(header -> head.append(header).append("\r\n"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return raw(all.toByteArray());
  }

  /** The very bytes; the connection is half closed after them. */
  public Answer raw(byte[] request) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (IOException answeredEarly) {
        // The server may answer and close before all is sent.
      }
      return parse(socket.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer parse(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalStateException("No answer: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.merge(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip(),
          (one, other) -> one + ", " + other);
    }
    String content = text.substring(end + 4);
    String body = "chunked".equals(headers.get("transfer-encoding")) ? joined(content) : content;
    return new Answer(
        Integer.parseInt(lines[0].split(" ")[1]),
        headers,
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static String joined(String chunks) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (at < chunks.length()) {
      int line = chunks.indexOf("\r\n", at);
      int size = line < 0 ? 0 : Integer.parseInt(chunks.substring(at, line).strip(), 16);
      if (size == 0) {
        break;
      }
      whole.append(chunks, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
    return whole.toString();
  }
}
