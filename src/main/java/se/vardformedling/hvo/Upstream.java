package se.vardformedling.hvo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r5.model.Bundle;
import org.hl7.fhir.r5.model.CapabilityStatement;
import org.hl7.fhir.r5.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r5.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r5.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import se.vardformedling.fhir.WholeAnswer;

/** The national catalogue over HTTP. Reads only; never inside a transaction. */
@Component
class Upstream {
  private static final int TRIES = 5;
  private static final long LONGEST_WAIT = 60;

  /** Until all of an answer has come. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(120);

  /** Bytes of an answer. */
  private static final long LARGEST = 50L * 1024 * 1024;

  private final CatalogueSettings settings;

  /** Made when the catalogue is read: with it comes all of TLS. */
  private final SingletonSupplier<HttpClient> http =
      SingletonSupplier.of(
          () ->
              HttpClient.newBuilder()
                  .connectTimeout(Duration.ofSeconds(10))
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .build());

  Upstream(CatalogueSettings settings) {
    this.settings = settings;
  }

  /** It does not answer, or not with FHIR; it may later. */
  static class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AwayException(String why) {
      super(why);
    }

    AwayException(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /** It answers, and has no such page any more. */
  static final class GoneException extends AwayException {
    private static final long serialVersionUID = 1;

    GoneException(int status) {
      super("status " + status);
    }
  }

  /** It answers, and not with FHIR R5. */
  static final class UnreadableException extends AwayException {
    private static final long serialVersionUID = 1;

    UnreadableException(Throwable cause) {
      super("not readable as FHIR R5", cause);
    }
  }

  /**
   * One page of a type.
   *
   * @param unreadable {@code type/id} of what is on it and cannot be read
   * @param asOf when the answer was made, by the catalogue's clock
   * @param total how many there are on all pages; empty if the catalogue does not say
   */
  record Page(
      List<Resource> resources,
      List<String> unreadable,
      Optional<String> next,
      Optional<Instant> asOf,
      Optional<Integer> total) {}

  /**
   * What the catalogue says of itself; only what it offers is read.
   *
   * @param byTime those that can be asked for by the time of their change
   * @param byId those of which one can be asked for
   */
  record Offer(List<String> types, List<String> byTime, List<String> byId) {}

  boolean configured() {
    return !settings.url().isBlank();
  }

  /** Those of the types that can be searched, and those of them by the time of their change. */
  Offer offer(List<String> wanted) {
    Resource statement = Legible.resource(read(base() + "/metadata"));
    if (!(statement instanceof CapabilityStatement capability)) {
      throw new AwayException("no capability statement");
    }
    List<CapabilityStatementRestResourceComponent> offered =
        capability.getRest().stream().flatMap(rest -> rest.getResource().stream()).toList();
    List<String> types =
        wanted.stream()
            .filter(
                type ->
                    offered.stream()
                        .anyMatch(
                            one ->
                                type.equals(one.getType())
                                    && can(one, TypeRestfulInteraction.SEARCHTYPE)))
            .toList();
    List<String> byTime =
        offered.stream()
            .filter(
                one ->
                    one.getSearchParam().stream()
                        .anyMatch(parameter -> "_lastUpdated".equals(parameter.getName())))
            .map(CapabilityStatementRestResourceComponent::getType)
            .toList();
    List<String> byId =
        offered.stream()
            .filter(one -> can(one, TypeRestfulInteraction.READ))
            .map(CapabilityStatementRestResourceComponent::getType)
            .toList();
    return new Offer(types, byTime, byId);
  }

  private static boolean can(
      CapabilityStatementRestResourceComponent type, TypeRestfulInteraction act) {
    return type.getInteraction().stream().anyMatch(one -> one.getCode() == act);
  }

  /** The first page of a type, of all or of what has changed since. */
  Page first(String type, Optional<Instant> since) {
    String changed = since.map(moment -> "&_lastUpdated=ge" + moment).orElse("");
    return page(base() + "/" + type + "?_count=" + settings.count() + changed);
  }

  Page page(String address) {
    if (!address.startsWith(base() + "/") && !address.startsWith(base() + "?")) {
      throw new AwayException("a page that is somewhere else");
    }
    Legible page = Legible.page(read(address));
    Bundle bundle = page.bundle();
    Optional<String> next =
        bundle.getLink().stream()
            .filter(
                link -> link.getRelation() != null && "next".equals(link.getRelation().toCode()))
            .map(link -> resolve(link.getUrl()))
            .findFirst();
    return new Page(
        bundle.getEntry().stream()
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(resource -> resource != null && resource.hasId())
            .toList(),
        page.unreadable(),
        next,
        Optional.ofNullable(bundle.getMeta().getLastUpdated()).map(java.util.Date::toInstant),
        bundle.hasTotal() ? Optional.of(bundle.getTotal()) : Optional.empty());
  }

  /**
   * One resource by its id; empty if the catalogue has it no more.
   *
   * @throws UnreadableException it is there, and cannot be read
   */
  Optional<Resource> find(String type, String id) {
    try {
      Resource found =
          Legible.resource(
              read(base() + "/" + type + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8)));
      if (!type.equals(found.fhirType()) || !id.equals(found.getIdPart())) {
        throw new AwayException("something else than what was asked for");
      }
      return Optional.of(found);
    } catch (GoneException gone) {
      return Optional.empty();
    }
  }

  private String resolve(@Nullable String link) {
    try {
      return URI.create(base() + "/").resolve(String.valueOf(link)).toString();
    } catch (IllegalArgumentException noAddress) {
      throw new AwayException("a next page that is no address", noAddress);
    }
  }

  private String base() {
    return settings.url().replaceFirst("/+$", "");
  }

  private byte[] read(String address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(60))
            .header("Accept", "application/fhir+json; fhirVersion=5.0");
    if (!settings.token().isEmpty()) {
      request.header("Authorization", "Bearer " + settings.token());
    }
    HttpResponse<byte[]> answer = answer(request.build());
    if (Set.of(400, 404, 410).contains(answer.statusCode())) {
      throw new GoneException(answer.statusCode());
    }
    if (answer.statusCode() != 200) {
      throw new AwayException("status " + answer.statusCode());
    }
    return answer.body();
  }

  /** Asks again, somewhat later, what was asked for too much. */
  private HttpResponse<byte[]> answer(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = WholeAnswer.of(http.obtain(), request, LARGEST, LONGEST_ANSWER);
      for (int tried = 1; tried < TRIES && busy(answer); tried++) {
        TimeUnit.SECONDS.sleep(wait(answer, tried));
        answer = WholeAnswer.of(http.obtain(), request, LARGEST, LONGEST_ANSWER);
      }
      return answer;
    } catch (IOException away) {
      throw new AwayException("no answer", away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AwayException("stopped", stopped);
    }
  }

  private static boolean busy(HttpResponse<?> answer) {
    return answer.statusCode() == 429 || answer.statusCode() == 503;
  }

  private static long wait(HttpResponse<?> answer, int tried) {
    String after = answer.headers().firstValue("Retry-After").orElse("");
    return after.matches("\\d{1,4}")
        ? Math.min(LONGEST_WAIT, Long.parseLong(after))
        : 1L << Math.min(tried, 5);
  }
}
