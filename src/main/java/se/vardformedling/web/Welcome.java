package se.vardformedling.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.NodeRole;

/** Says where to go and what to try, once everything answers. */
@Component
class Welcome {
  private static final Logger log = LoggerFactory.getLogger(Welcome.class);

  private final NodeRole node;

  Welcome(NodeRole node) {
    this.node = node;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    // A command answers for itself, and nobody is to call on it.
    boolean command =
        event
            .getApplicationContext()
            .getEnvironment()
            .getProperty("vf.command", Boolean.class, false);
    if (!command
        && event.getApplicationContext() instanceof ServletWebServerApplicationContext context) {
      String address = "http://localhost:" + context.getWebServer().getPort();
      Environment settings = context.getEnvironment();
      String greeting =
          settings.acceptsProfiles(Profiles.of("demo"))
              ? node == NodeRole.REGIONAL ? regional(address) : demo(address)
              : plain(address);
      log.info("{}", greeting);
    }
  }

  private static String plain(String address) {
    return """
        Vårdförmedling is ready.
          Pages   %1$s/
          FHIR    %1$s/fhir (what it can do: %1$s/fhir/metadata)
          Health  %1$s/actuator/health\
        """
        .formatted(address);
  }

  private static String regional(String address) {
    return plain(address)
        + """

          Demo of a regional node: patients are the published test persons only.
            TOKEN=$(curl -s %1$s/demo/token/referrer-dalarna)\
        """
            .formatted(address);
  }

  private static String demo(String address) {
    return plain(address)
        + """

          Demo: fictional units in real places; all waits, prices and agreements are synthetic.
          Try, in another terminal:
            TOKEN=$(curl -s %1$s/demo/token/broker-dalarna)
            curl -s -H "Authorization: Bearer $TOKEN" \\
              '%1$s/fhir/HealthcareService/$find-provider?code=knaprotes&origin=2080&originRegion=20&_pretty=true'
          A whole case, step by step: src/docs/use/first-case.md
          Stop with Ctrl-C; everything is kept in the data folder.\
        """
            .formatted(address);
  }
}
