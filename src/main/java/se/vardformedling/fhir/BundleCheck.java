package se.vardformedling.fhir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/** What a bundle must be like before any of its entries is carried out. */
final class BundleCheck {
  private static final int MOST_ENTRIES = 5_000;

  /** A search takes as long in a bundle as by itself, and nobody is asked how many a minute. */
  private static final int MOST_READS = 100;

  private BundleCheck() {}

  static void check(Bundle bundle) {
    List<BundleEntryComponent> entries = bundle.getEntry();
    if (bundle.getType() != Bundle.BundleType.TRANSACTION
        && bundle.getType() != Bundle.BundleType.BATCH) {
      throw Problem.BAD_PARAMETER.at("Bundle.type", "transaction or batch");
    }
    if (entries.size() > MOST_ENTRIES) {
      throw Problem.PAYLOAD_TOO_LARGE.at("Bundle.entry", "at most " + MOST_ENTRIES);
    }
    if (entries.stream().filter(BundleCheck::reads).count() > MOST_READS) {
      throw Problem.PAYLOAD_TOO_LARGE.at("Bundle.entry", "at most " + MOST_READS + " reads");
    }
    Set<String> targets = new HashSet<>();
    Set<String> fullUrls = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      String place = "Bundle.entry[" + i + "]";
      checkRequest(bundle.getType(), entries.get(i), place);
      String target = target(entries.get(i));
      if (!target.isEmpty() && !targets.add(target)) {
        throw Problem.DUPLICATE_ENTRY.at(place + ".request", "");
      }
      String fullUrl = entries.get(i).getFullUrl();
      if (fullUrl != null && !fullUrls.add(fullUrl)) {
        throw Problem.DUPLICATE_ENTRY.at(place + ".fullUrl", "");
      }
    }
  }

  private static void checkRequest(
      Bundle.BundleType type, BundleEntryComponent entry, String place) {
    HTTPVerb method = entry.getRequest().getMethod();
    String url = entry.getRequest().getUrl();
    if (method == null || url == null || url.isBlank()) {
      throw Problem.BAD_PARAMETER.at(place + ".request", "method and url are required");
    }
    if (method == HTTPVerb.DELETE) {
      throw Problem.DELETE_NOT_ALLOWED.at(place + ".request.method", "");
    }
    boolean reads = reads(entry);
    if (type == Bundle.BundleType.BATCH && !reads) {
      throw Problem.VALUE_INVALID.at(
          place + ".request.method", "a batch reads only; send changes as a transaction");
    }
    if (!reads) {
      checkResource(entry, place);
    }
    HttpRules.ifMatch(entry.getRequest().getIfMatch())
        .ifPresent(
            problem -> {
              throw problem.at(place + ".request.ifMatch", "");
            });
    HttpRules.ifNoneMatch(entry.getRequest().getIfNoneMatch())
        .ifPresent(
            problem -> {
              throw problem.at(place + ".request.ifNoneMatch", "");
            });
  }

  private static void checkResource(BundleEntryComponent entry, String place) {
    Bundle.BundleEntryRequestComponent request = entry.getRequest();
    if (entry.getResource() == null) {
      throw Problem.BAD_PARAMETER.at(place + ".resource", "");
    }
    if (request.getMethod() == HTTPVerb.PATCH) {
      PatchRules.check(patch(entry.getResource(), place));
    }
    if (!suits(request.getUrl().replaceFirst("^/", ""), request.getMethod(), entry.getResource())) {
      throw Problem.BAD_PARAMETER.at(place + ".request.url", "names another resource than it has");
    }
    if (contradicts(entry)) {
      throw Problem.BAD_PARAMETER.at(place + ".fullUrl", "names another resource than the request");
    }
  }

  /** As at the door: a JSON Patch and no other kind, which HAPI would carry out too, or fail at. */
  private static byte[] patch(Resource resource, String place) {
    if (resource instanceof Binary patch
        && HttpRules.contentType("PATCH", "", patch.getContentType(), true).isEmpty()) {
      return patch.hasData() ? patch.getData() : new byte[0];
    }
    throw Problem.UNSUPPORTED_MEDIA_TYPE.at(place + ".resource", "a Binary with a JSON Patch");
  }

  static boolean reads(BundleEntryComponent entry) {
    HTTPVerb method = entry.getRequest().getMethod();
    return method == HTTPVerb.GET || method == HTTPVerb.HEAD;
  }

  /** Whether the address is of the resource's type and id; a patch has no resource of its own. */
  private static boolean suits(String url, HTTPVerb method, Resource resource) {
    String[] address = url.split("[/?]", 3);
    if (method == HTTPVerb.PATCH || url.contains("$")) {
      return true;
    }
    boolean named = method == HTTPVerb.PUT && address.length > 1 && !url.contains("?");
    String id = resource.getIdElement().getIdPart();
    return address[0].equals(resource.fhirType())
        && (!named || id == null || id.startsWith("urn:") || id.equals(address[1]));
  }

  /** A whole address of another resource than the one that is changed. */
  private static boolean contradicts(BundleEntryComponent entry) {
    String url = entry.getRequest().getUrl().replaceFirst("^/", "");
    String fullUrl = String.valueOf(entry.getFullUrl());
    return entry.getRequest().getMethod() == HTTPVerb.PUT
        && url.matches("\\w+/[^/?]+")
        && fullUrl.matches("https?:.*")
        && !fullUrl.endsWith("/" + url);
  }

  /** Which resource an entry changes, as far as its request tells; empty for the others. */
  private static String target(BundleEntryComponent entry) {
    Bundle.BundleEntryRequestComponent request = entry.getRequest();
    Resource resource = entry.getResource();
    if (request.getMethod() == HTTPVerb.PUT || request.getMethod() == HTTPVerb.PATCH) {
      return HttpRules.sameHoweverWritten(request.getUrl().replaceFirst("^/", ""));
    }
    boolean conditional = request.hasIfNoneExist() && resource != null;
    return conditional
        ? HttpRules.sameHoweverWritten(
            resource.fhirType() + "?" + request.getIfNoneExist().replaceFirst("^.*\\?", ""))
        : "";
  }
}
