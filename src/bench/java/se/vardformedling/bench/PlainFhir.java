package se.vardformedling.bench;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Resource;
import se.vardformedling.cast.Api;
import se.vardformedling.fhir.Canonical;

/**
 * The same question by somebody who has only FHIR: services with their places and units, then
 * agreements, then waits. Largest pages, and the time for ranking is not counted, so that it is as
 * fast as it can be.
 */
final class PlainFhir {
  private static final int CHUNK = 50;
  private final Api api;
  private final FhirContext fhir;

  PlainFhir(Api api, FhirContext fhir) {
    this.api = api;
    this.fhir = fhir;
  }

  void ask(String vardtjanst) {
    String type = encoded(Canonical.codeSystem("vardtjanst") + "|" + vardtjanst);
    List<Resource> found =
        all(
            "/fhir/HealthcareService?service-type="
                + type
                + "&_include=HealthcareService:location&_include=HealthcareService:organization&_count=200");
    int agreements = chunks(found, HealthcareService.class, "Contract?service=HealthcareService/");
    int waits = chunks(found, Location.class, "MeasureReport?subject=Location/");
    if (agreements == 0 || waits == 0) {
      throw new AssertionError(vardtjanst + ": " + agreements + " agreements, " + waits + " waits");
    }
  }

  /**
   * The words as they are typed, in the names of the vårdtjänster: what FHIR has for that. It finds no
   * everyday words, no codes of procedures and diagnoses, and nothing misspelt.
   */
  void words(String typed) {
    String path =
        "/fhir/ValueSet/$expand?url="
            + encoded(Canonical.BASE + "/ValueSet/vardtjanst")
            + "&filter="
            + encoded(typed);
    Api.Answer answer = api.get("broker-dalarna", path, "Cache-Control", "no-store");
    if (answer.status() != 200) {
      throw new AssertionError(path + " " + answer.status() + " " + answer.body());
    }
    fhir.newJsonParser().parseResource(answer.body());
  }

  /**
   * How much of an agreement is left: what it says, and the orders of its services that are taken from
   * it. The caller adds up.
   */
  void volume(String contract) {
    List<Resource> found = all("/fhir/Contract?_id=" + contract);
    List<String> services =
        found.stream()
            .flatMap(one -> ((Contract) one).getTermFirstRep().getAsset().stream())
            .map(asset -> asset.getTypeReferenceFirstRep().getReference())
            .toList();
    if (services.isEmpty()) {
      throw new AssertionError(contract + " has no services");
    }
    all("/fhir/Task?focus=" + encoded(String.join(",", services)) + "&_count=200");
  }

  private int chunks(List<Resource> found, Class<? extends Resource> type, String query) {
    List<String> ids =
        found.stream().filter(type::isInstance).map(r -> r.getIdElement().getIdPart()).toList();
    String parameter = query.substring(query.indexOf('=') + 1);
    int count = 0;
    for (int from = 0; from < ids.size(); from += CHUNK) {
      List<String> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
      String joined = encoded(parameter + String.join("," + parameter, chunk));
      String start = "/fhir/" + query.substring(0, query.indexOf('=') + 1);
      count += all(start + joined + "&_count=200").size();
    }
    return count;
  }

  private List<Resource> all(String first) {
    List<Resource> found = new ArrayList<>();
    String next = first;
    while (!next.isEmpty()) {
      Api.Answer answer = api.get("broker-dalarna", next, "Cache-Control", "no-store");
      if (answer.status() != 200) {
        throw new AssertionError(next + " " + answer.status() + " " + answer.body());
      }
      Bundle page = fhir.newJsonParser().parseResource(Bundle.class, answer.body());
      page.getEntry().forEach(entry -> found.add(entry.getResource()));
      next = page.getLink("next") == null ? "" : path(page.getLink("next").getUrl());
    }
    return found;
  }

  private static String path(String url) {
    URI address = URI.create(url.replace("|", "%7C"));
    return address.getRawPath() + "?" + address.getRawQuery();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
