package se.vardformedling.messaging.accesspoint;

import com.helger.base.io.iface.IHasInputStream;
import com.helger.collection.commons.CommonsArrayList;
import com.helger.http.header.HttpHeaderMap;
import com.helger.mime.IMimeType;
import com.helger.phase4.attachment.IAS4IncomingAttachmentFactory;
import com.helger.phase4.incoming.AS4IncomingMessageMetadata;
import com.helger.phase4.incoming.AS4IncomingProfileSelectorConstant;
import com.helger.phase4.incoming.AS4IncomingReceiverConfiguration;
import com.helger.phase4.incoming.AS4RequestHandler;
import com.helger.phase4.incoming.IAS4ResponseAbstraction;
import com.helger.phase4.incoming.crypto.AS4IncomingSecurityConfiguration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.messaging.key.KeyRing;

/** The door: a peer with a valid certificate, and phase4 behind. */
final class As4Servlet extends HttpServlet {
  private static final Logger log = LoggerFactory.getLogger(As4Servlet.class);
  private static final long serialVersionUID = 1;
  private static final Duration LINGER = Duration.ofSeconds(5);
  private final transient KeyRing keys;
  private final transient ProcessingModes modes;
  private final transient As4Receiver receiver;
  private final transient RequestLimits limits;
  private final transient Clock clock;

  As4Servlet(
      KeyRing keys,
      ProcessingModes modes,
      As4Receiver receiver,
      RequestLimits limits,
      Clock clock) {
    this.limits = limits;
    this.keys = keys;
    this.modes = modes;
    this.receiver = receiver;
    this.clock = clock;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    X509Certificate[] peer =
        (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
    if (peer == null || !taken(peer[0])) {
      refuse(request, response, HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    Answer answer = new Answer();
    try (AS4RequestHandler handler = handler()) {
      limits.within(
          request,
          peer[0].getSubjectX500Principal().getName(),
          body -> handler.handleRequest(body, headers(request), answer));
    } catch (CloseNowException e) {
      log.warn("A request at the access point is not waited for: {}", e.getMessage());
      tell(response, HttpServletResponse.SC_REQUEST_TIMEOUT);
      throw e;
    } catch (RequestLimits.BeyondException e) {
      log.warn("A request at the access point is not read: {}", e.getMessage());
      refuse(request, response, e.status());
      return;
    } catch (Exception e) { // phase4 declares no less
      // One line: whoever has a certificate could fill the log with the rest.
      log.warn("A request at the access point could not be handled: {}", e.toString());
      log.debug("It could not be handled", e);
      refuse(request, response, HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    if (answer.isThere()) {
      answer.write(response);
    } else {
      log.warn("A request at the access point is no AS4 message");
      refuse(request, response, HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  /**
   * Why not is for those who run the node: with a revocation list that has ended it is everybody.
   */
  private boolean taken(X509Certificate peer) {
    try {
      keys.tlsPeers().check(peer, clock.instant());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      log.warn("{} is not let in: {}", peer.getSubjectX500Principal().getName(), e.getMessage());
      return false;
    }
  }

  private AS4RequestHandler handler() throws GeneralSecurityException {
    AS4RequestHandler handler =
        new AS4RequestHandler(AS4IncomingMessageMetadata.createForRequest());
    handler.setCryptoFactory(As4Sender.crypto(keys, clock.instant()));
    handler.setPModeResolver(modes);
    handler.setIncomingProfileSelector(
        new AS4IncomingProfileSelectorConstant(Phase4.PROFILE, false));
    handler.setIncomingAttachmentFactory(IAS4IncomingAttachmentFactory.DEFAULT_INSTANCE);
    handler.setIncomingSecurityConfiguration(
        AS4IncomingSecurityConfiguration.createDefaultInstance());
    handler.setIncomingReceiverConfiguration(new AS4IncomingReceiverConfiguration());
    handler.setProcessorSupplier(() -> new CommonsArrayList<>(receiver));
    return handler;
  }

  /** Says so, and takes what still comes for a moment only. */
  private static void refuse(HttpServletRequest request, HttpServletResponse response, int status)
      throws IOException {
    tell(response, status);
    linger(request.getInputStream());
  }

  /** At once: the server would first wait for all that is still to come. */
  private static void tell(HttpServletResponse response, int status) throws IOException {
    response.setStatus(status);
    response.setContentLength(0);
    response.flushBuffer();
  }

  /** Who still sends reads the answer only if it is not disconnected meanwhile. */
  private static void linger(InputStream rest) throws IOException {
    long until = System.nanoTime() + LINGER.toNanos();
    byte[] some = new byte[1 << 16];
    while (rest.read(some) >= 0) {
      if (System.nanoTime() > until) {
        throw new CloseNowException("It still sends");
      }
    }
  }

  private static HttpHeaderMap headers(HttpServletRequest request) {
    HttpHeaderMap headers = new HttpHeaderMap();
    for (String name : Collections.list(request.getHeaderNames())) {
      Collections.list(request.getHeaders(name)).forEach(value -> headers.addHeader(name, value));
    }
    return headers;
  }

  private static final class Answer implements IAS4ResponseAbstraction {
    private final HttpHeaderMap headers = new HttpHeaderMap();
    private int status = HttpServletResponse.SC_OK;
    private String type = "";
    private @Nullable IHasInputStream content;

    @Override
    public void setContent(byte[] bytes, Charset charset) {
      content = new Bytes(bytes);
    }

    @Override
    public void setContent(HttpHeaderMap more, IHasInputStream stream) {
      headers.setAllHeaders(more);
      content = stream;
    }

    @Override
    public void setMimeType(IMimeType mimeType) {
      type = mimeType.getAsString();
    }

    @Override
    public void setStatus(int code) {
      status = code;
    }

    /** A message has a receipt or an error for its answer; phase4 says nothing to what is none. */
    boolean isThere() {
      return content != null;
    }

    void write(HttpServletResponse response) throws IOException {
      response.setStatus(status);
      headers.forEachSingleHeader(response::addHeader, true);
      if (!type.isEmpty()) {
        response.setContentType(type);
      }
      try (InputStream in = content == null ? null : content.getInputStream()) {
        if (in != null) {
          in.transferTo(response.getOutputStream());
        }
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bytes(byte[] bytes) implements IHasInputStream {
    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean isReadMultiple() {
      return true;
    }
  }
}
