package se.vardformedling.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ManyResources;
import se.vardformedling.fhir.Problem;
import se.vardformedling.imports.ImportRuns.Planned;

/**
 * Makes what was planned, or takes it back, in the caller's one transaction. Whatever somebody else
 * has changed since stops it.
 */
@Component
class Publishing {
  private static final int AT_ONCE = 200;

  private final ImportRuns runs;
  private final ImportResource resources;
  private final ManyResources many;

  Publishing(ImportRuns runs, ImportResource resources, ManyResources many) {
    this.runs = runs;
    this.resources = resources;
    this.many = many;
  }

  void publish(UUID id) {
    List<String> what = what(id);
    boolean judged = runs.judgedByUs(id);
    int done = 0;
    for (List<Planned> some = runs.changes(id, what, 0, AT_ONCE);
        !some.isEmpty();
        some = runs.changes(id, what, done, AT_ONCE)) {
      check(some, 0);
      Map<Boolean, List<Resource>> made =
          some.stream()
              .collect(
                  Collectors.partitioningBy(
                      // What ends is made from what is stored, and has not been judged.
                      change -> judged && !change.what().equals("gone"),
                      Collectors.mapping(change -> resource(change.after()), Collectors.toList())));
      put(made.getOrDefault(true, List.of()), many::putJudged);
      put(made.getOrDefault(false, List.of()), many::put);
      done += some.size();
      runs.done(id, done);
    }
    runs.forgetContent(id);
    runs.state(id, "published", done);
  }

  private static void put(List<Resource> resources, Consumer<List<Resource>> how) {
    if (!resources.isEmpty()) {
      how.accept(resources);
    }
  }

  void undo(UUID id) {
    List<Planned> all = new ArrayList<>(runs.changes(id, what(id), 0, Integer.MAX_VALUE));
    // What points is changed back before what it points to.
    Collections.reverse(all);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Planned> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      check(some, 1);
      many.put(some.stream().map(this::before).toList());
      runs.done(id, Math.min(all.size(), from + AT_ONCE));
    }
    runs.state(id, "undone", all.size());
  }

  private List<String> what(UUID id) {
    boolean end = runs.find(id).map(ImportRun::endMissing).orElse(false);
    return end ? List.of("new", "changed", "gone") : List.of("new", "changed");
  }

  private Resource before(Planned change) {
    return change.what().equals("new")
        ? ImportResource.ended(resource(change.after()))
        : resource(change.before());
  }

  private Resource resource(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      throw new IllegalStateException("a change without what it is about");
    }
    return resources.resource(text);
  }

  /** The version that was previewed, and as many more as we have made ourselves. */
  private void check(List<Planned> changes, int ours) {
    Map<String, List<Planned>> types =
        changes.stream().collect(Collectors.groupingBy(Planned::type));
    types.forEach(
        (type, some) -> {
          Map<String, Long> now = many.versions(type, some.stream().map(Planned::id).toList());
          for (Planned change : some) {
            if (now.getOrDefault(change.id(), 0L) != change.beforeVersion() + ours) {
              throw Problem.CONFLICT.at(change.key(), "changed since it was previewed");
            }
          }
        });
  }
}
