package se.vardformedling.hvo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hl7.fhir.r5.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the national catalogue answers with, until it is stored. */
final class Gathering {
  private static final Logger log = LoggerFactory.getLogger(Gathering.class);

  private static final Pattern NAMED = Pattern.compile("[A-Za-z]{1,64}/[A-Za-z0-9.-]{1,64}");

  private final Sources sources;
  private final LeftOut leftOut;
  private final Storing storing;

  Gathering(Sources sources, LeftOut leftOut, Storing storing) {
    this.sources = sources;
    this.leftOut = leftOut;
    this.storing = storing;
  }

  /**
   * In the caller's transaction; all of it has been seen by the reading.
   *
   * @param unreadable {@code type/id} of what has come and cannot be read
   * @return how much of it cannot be kept
   */
  int keep(UUID run, List<Resource> resources, List<String> unreadable) {
    List<Source> kept = new ArrayList<>();
    Set<String> refused = new HashSet<>(unreadable);
    unreadable.forEach(
        one ->
            log.warn(
                "{} of the national catalogue cannot be read as R5",
                NAMED.matcher(one).matches() ? one : "A resource"));
    resources.forEach(resource -> sort(resource, kept, refused));
    if (!kept.isEmpty()) {
      sources.keep(run, kept, storing.adopt(kept));
    }
    if (!refused.isEmpty()) {
      // What cannot be kept is in the catalogue all the same, and has not ended.
      leftOut.seen(run, refused);
    }
    return refused.size();
  }

  private static void sort(Resource resource, List<Source> kept, Set<String> refused) {
    List<Source> read = HvoResource.readable(resource);
    if (read.isEmpty()) {
      refused.add(resource.fhirType() + "/" + resource.getIdPart());
      log.warn("A {} of the national catalogue cannot be read as R4", resource.fhirType());
    }
    for (Source source : read) {
      if (Identity.in(source.body())) {
        refused.add(source.key());
        log.warn(
            "A {} of the national catalogue may identify a person and is not kept", source.type());
      } else {
        kept.add(source);
      }
    }
  }
}
