package se.vardformedling.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between clients and a server and keeps every byte of both directions. */
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int to;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Listens at once; whoever it passes on to need not be there yet. */
  Relay(int port, int to) throws IOException {
    this.door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.to = to;
    threads.execute(this::listen);
  }

  /** Everything that has been said so far. */
  String heard() {
    synchronized (heard) {
      return heard.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void listen() {
    try {
      while (true) {
        Socket client = door.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // It has been closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), to)) {
      threads.execute(() -> pass(server, client, false));
      pass(client, server, true);
    } catch (IOException gone) {
      // The client sees that its connection ends.
    }
  }

  private void pass(Socket from, Socket on, boolean request) {
    byte[] bytes = new byte[65_536];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = on.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (request) {
          askForPlainAnswers(bytes, read);
        }
        synchronized (heard) {
          heard.write(bytes, 0, read);
        }
        out.write(bytes, 0, read);
        out.flush();
      }
      on.shutdownOutput();
    } catch (IOException gone) {
      // One of the two has ended.
    }
  }

  /** What is packed cannot be read along. */
  private static void askForPlainAnswers(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int header = text.toLowerCase(java.util.Locale.ROOT).indexOf("accept-encoding: ");
    int gzip = header < 0 ? -1 : text.indexOf("gzip", header);
    if (gzip >= 0) {
      System.arraycopy("none".getBytes(StandardCharsets.US_ASCII), 0, bytes, gzip, 4);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
