package se.vardformedling.fhir;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Tomcat itself refuses, such as an address with raw control characters. */
@Configuration(proxyBeanMethods = false)
class BadRequestAnswers {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> outcomesInsteadOfPages(
      Outcomes outcomes) {
    return tomcat -> {
      tomcat.addContextCustomizers(
          context -> context.getParent().getPipeline().addValve(new Valve(outcomes)));
      tomcat.addContextValves(new BrokenBodies(outcomes));
      // Tomcat's own refusal has no content; ours, further in, has.
      tomcat.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    };
  }

  private static final class Valve extends ErrorReportValve {
    /** Where no page of ours can be made: nothing of ours has seen the request. */
    private static final String PAGE =
        """
        <!DOCTYPE html>
        <html lang="sv"><head><meta charset="utf-8"><title>Sidan finns inte – Vårdförmedling</title></head>
        <body><main><h1>Sidan finns inte</h1>
        <p>Adressen går inte att läsa. Den kan vara felskriven. <a href="/">Till startsidan</a></p>
        <p lang="en">The address cannot be read. It may be misspelt. <a href="/?lang=en">To the start page</a></p></main></body></html>
        """;

    /** A coding of the body, or a version of HTTP, that nobody here speaks. */
    private static final Set<Integer> NOT_SPOKEN = Set.of(501, 505);

    private final Outcomes outcomes;

    Valve(Outcomes outcomes) {
      this.outcomes = outcomes;
      setShowReport(false);
      setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
      boolean nothingToSay = response.getStatus() < 400 || response.getContentWritten() > 0;
      if (nothingToSay || !response.setErrorReported()) {
        return;
      }
      // What is no address of a page, such as that of CONNECT, no browser asks for.
      boolean program =
          Outcomes.answers(request) || !String.valueOf(request.getRequestURI()).startsWith("/");
      try {
        identify(response, "X-Request-Id");
        identify(response, "X-Correlation-Id");
        response.setContentType(program ? "application/fhir+json" : "text/html");
        response.setCharacterEncoding("utf-8");
        Writer writer = response.getReporter();
        if (writer != null) {
          writer.write(
              program ? outcomes.json(problem(request, response.getStatus()).because("")) : PAGE);
          response.finishResponse();
        }
      } catch (IOException gone) {
        // The caller has hung up.
      }
    }

    private static Problem problem(Request request, int status) {
      if ("CONNECT".equals(request.getMethod())) {
        return Problem.METHOD_NOT_ALLOWED;
      }
      return NOT_SPOKEN.contains(status)
          ? Problem.BAD_HEADER
          : ErrorRules.ofStatus(String.valueOf(status));
    }

    private static void identify(Response response, String header) {
      if (response.getHeader(header) == null) {
        response.setHeader(header, UUID.randomUUID().toString());
      }
    }
  }
}
