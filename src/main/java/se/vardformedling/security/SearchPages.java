package se.vardformedling.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.ServerInterceptor;
import se.vardformedling.timer.Recurring;

/**
 * Further pages of a search are for the one who searched: for everybody else the link is one that
 * has expired, as it is when it never was.
 */
@Component
@Interceptor
class SearchPages implements ServerInterceptor, Recurring {
  static final String PARAMETER = "_getpages";

  /** Longer than HAPI keeps a search. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final Pattern ID =
      Pattern.compile(PARAMETER + "=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final JdbcClient sql;
  private final Clock clock;

  SearchPages(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -200)
  public void asked(RequestDetails request) {
    String[] pages = request.getParameters().get(PARAMETER);
    if (pages != null) {
      for (String page : pages) {
        if (!mine(page)) {
          throw Problem.PAGE_EXPIRED.because("");
        }
      }
    }
  }

  private boolean mine(String page) {
    return id(PARAMETER + "=" + page).isPresent()
        && sql.sql(
                    "select count(*) from vf.search_page where search_id = :id and subject ="
                        + " :subject")
                .param("id", id(PARAMETER + "=" + page).orElseThrow())
                .param("subject", Caller.current().subject())
                .query(Integer.class)
                .single()
            > 0;
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void given(@Nullable IBaseResource answer) {
    if (answer instanceof Bundle bundle) {
      remember(bundle);
      for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
        Resource inner = entry.getResource();
        if (inner instanceof Bundle found) {
          remember(found);
        }
      }
    }
  }

  /** The disk need not be waited for: a page forgotten in a crash has expired, no more. */
  private void remember(Bundle bundle) {
    if (bundle.getLink(Bundle.LINK_NEXT) != null) {
      id(bundle.getLink(Bundle.LINK_NEXT).getUrl())
          .ifPresent(
              id ->
                  sql.sql(
                          """
                          insert into vf.search_page (search_id, subject, made_at)
                          select :id, :subject, :now
                            from (select set_config('synchronous_commit', 'off', true)) as disk
                          on conflict do nothing
                          """)
                      .param("id", id)
                      .param("subject", Caller.current().subject())
                      .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                      .update());
    }
  }

  private static Optional<UUID> id(String link) {
    Matcher found = ID.matcher(link);
    return found.find() ? Optional.of(UUID.fromString(found.group(1))) : Optional.empty();
  }

  @Override
  public String name() {
    return "forget-search-pages";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    sql.sql("delete from vf.search_page where made_at < :before")
        .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
  }
}
