package se.vardformedling.messaging;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks as clamd does to INSTREAM, and finds what a test wants it to find. */
class Clamd implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile String answer = "stream: OK";
  private volatile byte[] shown = new byte[0];

  Clamd() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    thread.submit(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  void answers(String verdict) {
    answer = verdict;
  }

  /** The last file. */
  byte[] shown() {
    return shown;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        String command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
          file.write(in.readNBytes(length));
        }
        shown = file.toByteArray();
        String said = command.equals("zINSTREAM\0") ? answer : "UNKNOWN COMMAND";
        socket.getOutputStream().write((said + "\0").getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The next may be better; a closed server ends it.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    thread.shutdownNow();
  }
}
