package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A change that is sent again under the same {@code X-Request-Id} is not made again: the caller
 * gets the first answer. What was refused is judged anew.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 5)
class Replays extends OncePerRequestFilter {
  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH");

  private final ReplayLog replays;
  private final FhirStore store;
  private final FhirContext fhir;
  private final Outcomes outcomes;

  Replays(ReplayLog replays, FhirStore store, FhirContext fhir, Outcomes outcomes) {
    this.replays = replays;
    this.store = store;
    this.fhir = fhir;
    this.outcomes = outcomes;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Outcomes.answers(request)
        || !CHANGES.contains(request.getMethod())
        || request.getRemoteUser() == null
        || !RequestIds.sent(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ReplayClaims.Request asked =
        new ReplayClaims.Request(
            request.getRemoteUser(), UUID.fromString(RequestIds.of(request)), hash(request));
    if (answeredBefore(asked, request, response)) {
      return;
    }
    request.setAttribute(ReplayClaims.REQUEST, asked);
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    chain.doFilter(unpacked(request), kept);
    if (request.getAttribute(ReplayClaims.DONE_BEFORE) != null) {
      response.reset();
      RequestIds.repeat(request, response);
      answeredBefore(asked, request, response);
      return;
    }
    if (kept.getStatus() < 300) {
      replays.answered(
          asked.caller(),
          asked.id(),
          new Replay.Answer(
              kept.getStatus(),
              kept.getContentType(),
              kept.getHeader("Location"),
              kept.getHeader("ETag"),
              kept.getContentAsByteArray()));
    }
    kept.copyBodyToResponse();
  }

  private boolean answeredBefore(
      ReplayClaims.Request asked, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Replay> before = replays.find(asked.caller(), asked.id());
    if (before.isEmpty()) {
      return false;
    }
    if (!before.get().sameRequest(asked.hash())) {
      outcomes.send(request, response, Problem.REQUEST_ID_REUSED.at("X-Request-Id", ""));
      return true;
    }
    request.setAttribute(RequestIds.REPEATED, before.get().made());
    Replay.Answer answer = before.get().answer();
    send(response, answer == null ? madeAnew(request, before.get()) : answer);
    return true;
  }

  private static void send(HttpServletResponse response, Replay.Answer answer) throws IOException {
    response.setStatus(answer.status());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Idempotent-Replay", "true");
    response.setContentType(answer.contentType());
    if (answer.location() != null) {
      response.setHeader("Location", answer.location());
    }
    if (answer.etag() != null) {
      response.setHeader("ETag", answer.etag());
    }
    response.getOutputStream().write(answer.body());
  }

  /** The program ended between the change and its answer: told from what was written. */
  private Replay.Answer madeAnew(HttpServletRequest request, Replay replay) {
    String[] path = request.getRequestURI().replaceFirst(".*/fhir/?", "").split("/");
    boolean create = path.length == 1 && !path[0].isEmpty();
    // An operation's answer is its resource as it was left; a create's is what was made first.
    String wanted =
        create
            ? path[0] + "/"
            : String.join("/", List.of(path).subList(0, Math.min(2, path.length))) + "/";
    Optional<String> made =
        replay.made().stream()
            .filter(one -> one.startsWith(wanted))
            .reduce((first, last) -> create ? first : last);
    if (made.isEmpty()) {
      return answer(200, null, response(replay));
    }
    String location = request.getRequestURL() + "/" + made.get().substring(wanted.length());
    Resource resource = (Resource) store.version(made.get());
    return create ? answer(201, location, resource) : answer(200, null, resource);
  }

  private Replay.Answer answer(int status, @Nullable String location, Resource resource) {
    String version = resource.getIdElement().getVersionIdPart();
    return new Replay.Answer(
        status,
        "application/fhir+json;charset=UTF-8",
        location,
        version == null ? null : "W/\"" + version + "\"",
        fhir.newJsonParser().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8));
  }

  private static Bundle response(Replay replay) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
    replay
        .made()
        .forEach(
            made ->
                bundle
                    .addEntry()
                    .getResponse()
                    .setLocation(made)
                    .setStatus(made.endsWith("/_history/1") ? "201 Created" : "200 OK"));
    return bundle;
  }

  /** An answer that is kept is kept readable. */
  private static HttpServletRequest unpacked(HttpServletRequest request) {
    return request instanceof BufferedRequest buffered
        ? buffered.hiding("Accept-Encoding")
        : request;
  }

  private static byte[] hash(HttpServletRequest request) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      String line =
          request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString();
      sha.update(line.getBytes(StandardCharsets.UTF_8));
      sha.update(
          String.valueOf(request.getAttribute(RequestGate.IF_MATCH))
              .getBytes(StandardCharsets.UTF_8));
      return sha.digest(
          request instanceof BufferedRequest buffered ? buffered.body() : new byte[0]);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
