package se.vardformedling.hvo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's copy of our catalogue, kept as mCSD says: a whole reading first, then the feed of
 * each type, entries in the order of time, the newest of an id kept.
 */
public final class Replica {
  private final Function<String, Bundle> server;
  private final int count;
  private final Map<String, TreeMap<String, Long>> versions = new HashMap<>();
  private final Map<String, String> since = new HashMap<>();

  /**
   * A copy of nothing yet.
   *
   * @param server answers {@code Type?…} and whole addresses
   * @param count entries a page
   */
  public Replica(Function<String, Bundle> server, int count) {
    this.server = server;
    this.count = count;
  }

  /** The first load: the type's whole search, page by page. */
  public void load(String type) {
    Bundle page = server.apply(type + "?_count=" + count);
    since.put(type, moment(page));
    TreeMap<String, Long> kept = versions.computeIfAbsent(type, t -> new TreeMap<>());
    for (Bundle now = page; now != null; now = next(now)) {
      now.getEntry().forEach(entry -> keep(kept, entry));
    }
  }

  /** All that has changed since; no version may come twice in one reading. */
  public int follow(String type) {
    Bundle page =
        server.apply(
            type
                + "/_history?_count="
                + count
                + "&_since="
                + since.getOrDefault(type, "2000-01-01"));
    final String watermark = moment(page);
    List<BundleEntryComponent> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Bundle now = page; now != null; now = next(now)) {
      for (BundleEntryComponent entry : now.getEntry()) {
        String version = entry.getResource().getIdElement().getIdPart() + "|" + number(entry);
        assertThat(seen.add(version)).as("twice in one reading: " + version).isTrue();
        assertThat(entry.getRequest().getUrl()).startsWith(type);
        assertThat(entry.getRequest().getMethod()).isIn(Bundle.HTTPVerb.POST, Bundle.HTTPVerb.PUT);
        assertThat(entry.getResponse().getLastModified()).isNotNull();
        assertThat(entry.getResponse().getEtag()).isEqualTo("W/\"" + number(entry) + "\"");
        entries.add(entry);
      }
    }
    Collections.reverse(entries);
    TreeMap<String, Long> kept = versions.computeIfAbsent(type, t -> new TreeMap<>());
    entries.forEach(entry -> keep(kept, entry));
    since.put(type, watermark);
    return entries.size();
  }

  private @Nullable Bundle next(Bundle page) {
    return page.getLink("next") == null ? null : server.apply(page.getLink("next").getUrl());
  }

  private static void keep(Map<String, Long> kept, BundleEntryComponent entry) {
    kept.merge(entry.getResource().getIdElement().getIdPart(), number(entry), Math::max);
  }

  private static long number(BundleEntryComponent entry) {
    return Long.parseLong(entry.getResource().getMeta().getVersionId());
  }

  public int size(String type) {
    return versions.getOrDefault(type, new TreeMap<>()).size();
  }

  private static String moment(Bundle page) {
    return page.getMeta().getLastUpdated().toInstant().toString();
  }

  /** As {@code $catalogue-digest} has it. */
  public String digest(String type) {
    String lines =
        versions.getOrDefault(type, new TreeMap<>()).entrySet().stream()
            .map(one -> one.getKey() + "|" + one.getValue())
            .sorted()
            .collect(Collectors.joining("\n"));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
