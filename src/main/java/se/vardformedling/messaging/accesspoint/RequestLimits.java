package se.vardformedling.messaging.accesspoint;

import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request may be before anything in it is read: phase4 has the SOAP part as a tree and every
 * other part whole in memory before it looks at a signature, and anybody with a TLS certificate can
 * send one.
 */
final class RequestLimits {
  /** The SOAP part, in bytes; SDK's has some ten thousand. */
  static final int SOAP = 1 << 20;

  private static final int PATIENCE_SECONDS = 20;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/related\\b.*;\\s*boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*",
          Pattern.CASE_INSENSITIVE);

  private final long most;
  private final Semaphore large;

  /**
   * Limits of one access point.
   *
   * @param maxTransfer the largest envelope, unpacked, in bytes
   * @param heap what the program may use, in bytes: a large message wants some 300 MB of it
   */
  RequestLimits(int maxTransfer, long heap) {
    this.most = maxTransfer + maxTransfer / 8 + (long) SOAP;
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

  /** Reads the request's body, a large one only as its turn comes. */
  void within(HttpServletRequest request, Reading reading) throws Exception {
    long length = request.getContentLengthLong();
    if (length > most) {
      throw new BeyondException(413, "A request of " + length + " bytes");
    }
    BufferedInputStream body =
        new BufferedInputStream(new Counted(request.getInputStream(), most), 1 << 16);
    soap(request.getContentType(), body);
    if (length >= 0 && length <= SOAP) {
      reading.read(body);
      return;
    }
    if (!large.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new BeyondException(503, "Other large requests are being read");
    }
    try {
      reading.read(body);
    } finally {
      large.release();
    }
  }

  /** The first part ends within the limit, or the whole of a request without parts. */
  private static void soap(String type, BufferedInputStream body) throws IOException {
    body.mark(SOAP + 1);
    byte[] head = body.readNBytes(SOAP + 1);
    body.reset();
    if (head.length <= SOAP) {
      return;
    }
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

  /** Ends with an error, not in silence, when too much has come. */
  private static final class Counted extends FilterInputStream {
    private final long most;
    private long read;

    Counted(InputStream in, long most) {
      super(in);
      this.most = most;
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

    private void count(int more) throws BeyondException {
      read += more;
      if (read > most) {
        throw new BeyondException(413, "More than " + most + " bytes");
      }
    }
  }
}
