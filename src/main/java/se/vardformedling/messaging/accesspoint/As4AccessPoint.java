package se.vardformedling.messaging.accesspoint;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import se.vardformedling.messaging.key.CommonName;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.SdkProfile;

/**
 * An access point of one's own: AS4 by phase4 on a port of its own, where both sides show a
 * certificate.
 */
public final class As4AccessPoint implements AccessPoint, SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(As4AccessPoint.class);
  private final As4Settings settings;
  private final KeyRing keys;
  private final Arrivals arrivals;
  private final Path folder;
  private final As4Sender sender;
  private final As4Servlet servlet;
  private final Tomcat tomcat = new Tomcat();
  private volatile boolean running;
  private Shown shown;

  /** Our key at the door, and whose certificates are taken there. */
  private record Shown(KeyStore own, Set<X509Certificate> authorities) {
    static Shown of(KeyRing keys) {
      return new Shown(keys.tlsStore(), Set.copyOf(keys.tlsPeers().authorities()));
    }
  }

  /**
   * It tells {@code arrivals} and listens from when it is started.
   *
   * @param folder for what is put on disk while a message is worked with, unpacked and in the clear
   */
  public As4AccessPoint(
      SdkProfile profile,
      As4Settings settings,
      KeyRing keys,
      Arrivals arrivals,
      Clock clock,
      Path folder) {
    this.settings = settings;
    this.keys = keys;
    this.arrivals = arrivals;
    this.folder = folder;
    String own =
        settings.party().isEmpty()
            ? CommonName.of(keys.accessPoint(clock.instant()).certificate())
            : settings.party();
    ProcessingModes modes = new ProcessingModes(settings, profile, own);
    this.sender = new As4Sender(profile, settings, keys, modes, own, clock);
    this.servlet =
        new As4Servlet(
            keys,
            modes,
            new As4Receiver(profile, settings, keys, arrivals, clock),
            new RequestLimits(
                settings.maxTransfer(),
                settings.requestWithin(),
                Runtime.getRuntime().maxMemory(),
                folder),
            clock);
    this.shown = Shown.of(keys);
    Phase4.start(folder);
  }

  @Override
  public void submit(Transfer transfer) throws NotCarriedException {
    arrivals.delivered(transfer.id(), sender.send(transfer));
  }

  /** The port it listens on. */
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /** Shows a new TLS certificate and takes those of new authorities, if a file has changed. */
  public synchronized void refresh() {
    Shown now = Shown.of(keys);
    if (running && settings.port() >= 0 && !now.equals(shown)) {
      ((AbstractHttp11Protocol<?>) tomcat.getConnector().getProtocolHandler())
          .addSslHostConfig(tls(now.own()), true);
      shown = now;
      log.info("The access point has read its TLS files anew");
    }
  }

  @Override
  public synchronized void start() {
    if (settings.port() >= 0) {
      listen();
    }
    running = true;
  }

  @Override
  public synchronized void stop() {
    try {
      if (settings.port() >= 0) {
        tomcat.stop();
        tomcat.destroy();
      }
    } catch (LifecycleException e) {
      log.warn("The access point did not stop in order", e);
    } finally {
      running = false;
      Phase4.stop(folder);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void listen() {
    try {
      String home = folder.resolve("tomcat").toString();
      tomcat.setBaseDir(home);
      tomcat.setConnector(connector());
      tomcat.getHost().getPipeline().addValve(plainErrors());
      Context context = tomcat.addContext("", home);
      Tomcat.addServlet(context, "as4", servlet);
      context.addServletMappingDecoded(settings.path(), "as4");
      tomcat.start();
      log.info("The access point listens on {}:{}{}", settings.address(), port(), settings.path());
    } catch (LifecycleException e) {
      throw new IllegalStateException("The access point cannot listen on " + settings.port(), e);
    }
  }

  /** A status, and nothing of what the server is or what went wrong in it. */
  private static ErrorReportValve plainErrors() {
    ErrorReportValve valve = new ErrorReportValve();
    valve.setShowReport(false);
    valve.setShowServerInfo(false);
    return valve;
  }

  private Connector connector() {
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(settings.port());
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setXpoweredBy(false);
    connector.setProperty("address", settings.address());
    connector.setProperty("SSLEnabled", "true");
    connector.setProperty("maxThreads", "40");
    // What is still to come of a refused request is waited for at the door, and here no more.
    connector.setProperty("maxSwallowSize", "65536");
    connector.addSslHostConfig(tls(shown.own()));
    return connector;
  }

  private SSLHostConfig tls(KeyStore own) {
    SSLHostConfig host = new SSLHostConfig();
    host.setProtocols("TLSv1.2+TLSv1.3");
    host.setCertificateVerification("required");
    host.setTrustStore(keys.tlsPeers().store());
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystore(own);
    certificate.setCertificateKeystorePassword(keys.password());
    host.addCertificate(certificate);
    return host;
  }
}
