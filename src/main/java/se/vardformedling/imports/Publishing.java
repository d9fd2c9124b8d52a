package se.vardformedling.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.ManyResources;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.imports.PreviewRows.Planned;

/**
 * Makes what was planned, or takes it back, in the caller's one transaction. Whatever somebody else
 * has changed since stops it.
 */
@Component
class Publishing {
  private static final int AT_ONCE = 200;
  private static final int CHECKED_AT_ONCE = 1_000;

  private final ImportRuns runs;
  private final PreviewRows previews;
  private final ImportResource resources;
  private final ManyResources many;
  private final FhirStore store;
  private final Brought brought;
  private final JdbcClient sql;

  Publishing(
      ImportRuns runs,
      PreviewRows previews,
      ImportResource resources,
      ManyResources many,
      FhirStore store,
      Brought brought,
      JdbcClient sql) {
    this.runs = runs;
    this.previews = previews;
    this.resources = resources;
    this.many = many;
    this.store = store;
    this.brought = brought;
    this.sql = sql;
  }

  void publish(UUID id) {
    List<String> what = what(id);
    boolean judged = runs.judgedByUs(id);
    AtomicInteger done = new AtomicInteger();
    // What the file says is so already must be so when it says that it is published.
    previews.eachChange(id, List.of("unchanged"), CHECKED_AT_ONCE, this::checkPreviewed);
    previews.eachChange(
        id,
        what,
        AT_ONCE,
        some -> {
          make(some, judged);
          runs.done(id, done.addAndGet(some.size()));
        });
    brought.add(id);
    runs.state(id, "published", done.get());
  }

  private void make(List<Planned> some, boolean judged) {
    checkPreviewed(some);
    Map<Boolean, List<Resource>> made =
        some.stream()
            .collect(
                Collectors.partitioningBy(
                    // What ends is made from what is stored, and has not been judged.
                    change -> judged && !change.what().equals("gone"),
                    Collectors.mapping(change -> resource(change.after()), Collectors.toList())));
    put(some, made.getOrDefault(true, List.of()), many::putJudged);
    put(some, made.getOrDefault(false, List.of()), many::put);
  }

  /** What is refused is told with the row that it comes from. */
  private static void put(
      List<Planned> some, List<Resource> resources, Consumer<List<Resource>> how) {
    if (resources.isEmpty()) {
      return;
    }
    try {
      how.accept(resources);
    } catch (Refusal refusal) {
      throw RowsRefused.of(refusal, some);
    }
  }

  void undo(UUID id) {
    namedLater(id, what(id))
        .ifPresent(
            later -> {
              throw later;
            });
    AtomicInteger done = new AtomicInteger();
    // What points is changed back before what it points to.
    previews.eachChangeBack(
        id,
        what(id),
        AT_ONCE,
        some -> {
          checkPublished(some);
          put(some, some.stream().map(this::before).toList(), many::put);
          runs.done(id, done.addAndGet(some.size()));
        });
    brought.takeBack(id);
    previews.keepFaults(id, List.of());
    runs.state(id, "undone", done.get());
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

  private void checkPreviewed(List<Planned> changes) {
    Map<String, Long> versions = versions(changes);
    for (Planned change : changes) {
      if (versions.getOrDefault(change.key(), 0L) != change.beforeVersion()) {
        throw Conflict.sincePreview(change.key());
      }
    }
  }

  /**
   * What is there is what the run left: its own version, or one with the same content, as when a
   * later run has been taken back.
   */
  private void checkPublished(List<Planned> changes) {
    Map<String, Long> versions = versions(changes);
    for (Planned change : changes) {
      long ours = change.beforeVersion() + 1;
      long version = versions.getOrDefault(change.key(), 0L);
      if (version < ours || (version > ours && !same(change, ours, version))) {
        throw Conflict.sincePublished(change.key());
      }
    }
  }

  private boolean same(Planned change, long one, long other) {
    return ImportResource.differences(text(change, one), text(change, other)).isEmpty();
  }

  private String text(Planned change, long version) {
    return resources.text((Resource) store.version(change.key() + "/_history/" + version));
  }

  /** The version of each now, by {@code Type/id}; none of what there is none of. */
  private Map<String, Long> versions(List<Planned> changes) {
    Map<String, Long> versions = new HashMap<>();
    changes.stream()
        .collect(
            Collectors.groupingBy(
                Planned::type, Collectors.mapping(Planned::id, Collectors.toList())))
        .forEach(
            (type, ids) ->
                many.versions(type, ids)
                    .forEach((id, version) -> versions.put(type + "/" + id, version)));
    return versions;
  }

  /** The latest of the files that speak of what the run has published; empty if there is none. */
  private Optional<Conflict> namedLater(UUID id, List<String> what) {
    return sql.sql(
            """
            select c.type || '/' || c.resource_id as key, r.file_name, r.sent_at
              from vf.import_change c
              join vf.import_change l on l.type = c.type and l.resource_id = c.resource_id and l.run_id <> c.run_id
              join vf.import_run r on r.id = l.run_id
             where c.run_id = :id and c.what = any(:what) and r.state = 'published'
               and (l.what in ('new', 'changed', 'unchanged') or (l.what = 'gone' and r.end_missing))
               and l.before_version > c.before_version
             order by r.changed_at desc, c.number limit 1
            """)
        .param("id", id)
        .param("what", what.toArray(String[]::new))
        .query(
            (row, n) ->
                Conflict.laterFile(
                    row.getString("key"),
                    row.getString("file_name"),
                    row.getTimestamp("sent_at").toInstant()))
        .optional();
  }
}
