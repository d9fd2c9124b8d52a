package se.vardformedling.fhir;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat writes while it works, parts of what is uploaded among it, goes to our folder. */
@Component
class TomcatFolder implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private final WorkFolder work;

  TomcatFolder(WorkFolder work) {
    this.work = work;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.setBaseDirectory(work.of("tomcat").toFile());
    factory.setDocumentRoot(work.of("documents").toFile());
  }
}
