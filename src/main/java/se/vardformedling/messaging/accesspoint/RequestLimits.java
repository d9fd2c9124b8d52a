package se.vardformedling.messaging.accesspoint;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.coyote.CloseNowException;

/**
 * What a request may be before anything in it is read: phase4 has the SOAP part as a tree and every
 * other part whole in memory before it looks at a signature, and anybody with a TLS certificate can
 * send one. A large one is put on disk first, so that nobody waits for who sends slowly.
 */
final class RequestLimits {
  /** The SOAP part, in bytes; SDK's has some ten thousand. */
  static final int SOAP = 1 << 20;

  private static final int PATIENCE_SECONDS = 20;

  /** At once; its own program sends two. */
  private static final int OF_ONE_PEER = 8;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/related\\b.*;\\s*boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*",
          Pattern.CASE_INSENSITIVE);

  private final long most;
  private final Duration within;
  private final Path folder;
  private final Semaphore large;
  private final Map<String, Integer> peers = new ConcurrentHashMap<>();

  /**
   * Limits of one access point.
   *
   * @param maxTransfer the largest envelope, unpacked, in bytes
   * @param within how long a request may take to come; a second for each megabyte comes to it
   * @param heap what the program may use, in bytes: a large message wants some 300 MB of it
   */
  RequestLimits(int maxTransfer, Duration within, long heap, Path folder) {
    this.most = maxTransfer + maxTransfer / 8 + (long) SOAP;
    this.within = within;
    this.folder = folder;
    this.large = new Semaphore((int) Math.max(1, heap >> 29), true);
  }

  /** The request is beyond a limit, and why. */
  static final class BeyondException extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    BeyondException(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** What is done with a request that may be read. */
  interface Reading {
    void read(InputStream body) throws Exception;
  }

  /**
   * Reads the request's body, a large one only as its turn comes.
   *
   * @param peer whose TLS certificate it is
   * @throws BeyondException it is answered so
   * @throws CloseNowException nothing more is waited for
   */
  void within(HttpServletRequest request, String peer, Reading reading) throws Exception {
    long length = request.getContentLengthLong();
    if (length > most) {
      throw new BeyondException(413, "A request of " + length + " bytes");
    }
    try {
      if (peers.merge(peer, 1, Integer::sum) > OF_ONE_PEER) {
        throw new CloseNowException("More than " + OF_ONE_PEER + " requests of one peer at once");
      }
      InputStream body = new Counted(request.getInputStream(), most, within);
      byte[] head = body.readNBytes(SOAP + 1);
      if (head.length <= SOAP) {
        reading.read(new ByteArrayInputStream(head));
        return;
      }
      soap(request.getContentType(), head);
      large(head, body, reading);
    } finally {
      peers.computeIfPresent(peer, (name, now) -> now == 1 ? null : now - 1);
    }
  }

  private void large(byte[] head, InputStream rest, Reading reading) throws Exception {
    Path file = Files.createTempFile(folder, "request", "");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(head);
        rest.transferTo(out);
      }
      if (!large.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new BeyondException(503, "Other large requests are being read");
      }
      try (InputStream whole = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        reading.read(whole);
      } finally {
        large.release();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** The first part ends within what has been read. */
  private static void soap(String type, byte[] head) throws IOException {
    Matcher boundary = BOUNDARY.matcher(type == null ? "" : type.replaceAll("[\\r\\n]", " "));
    if (!boundary.matches()) {
      throw new BeyondException(413, "More than " + SOAP + " bytes without parts");
    }
    String mark = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    String text = new String(head, StandardCharsets.ISO_8859_1);
    int begins = text.indexOf(mark);
    if (begins < 0 || text.indexOf("\n" + mark, begins + mark.length()) < 0) {
      throw new BeyondException(
          413, String.format(Locale.ROOT, "A first part of more than %d bytes", SOAP));
    }
  }

  /** Ends with an error, not in silence, when too much has come, or too slowly. */
  private static final class Counted extends FilterInputStream {
    private final long began = System.nanoTime();
    private final long most;
    private final Duration within;
    private long read;

    Counted(InputStream in, long most, Duration within) {
      super(in);
      this.most = most;
      this.within = within;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int some = super.read(bytes, from, length);
      count(Math.max(0, some));
      return some;
    }

    private void count(int more) throws IOException {
      read += more;
      if (System.nanoTime() - began > within.plusSeconds(read >> 20).toNanos()) {
        throw new CloseNowException("A request that comes too slowly");
      }
      if (read > most) {
        throw new BeyondException(413, "More than " + most + " bytes");
      }
    }
  }
}
