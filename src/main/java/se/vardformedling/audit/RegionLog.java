package se.vardformedling.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The log as one region may read it: all that its own have done, and who has come to its cases,
 * wherever they act. Of a foreign entry it sees what is about its own cases and nothing else.
 */
@Component
class RegionLog {
  private final AccessLog log;
  private final ObjectProvider<KnownCases> cases;

  RegionLog(AccessLog log, ObjectProvider<KnownCases> cases) {
    this.log = log;
    this.cases = cases;
  }

  /** The newest first. */
  List<LogEntry> search(LogQuestion question) {
    return seen(question.region(), log.search(widened(question)));
  }

  long count(LogQuestion question) {
    return log.count(widened(question));
  }

  Optional<LogEntry> find(String region, long id) {
    return seen(region, log.find(id).stream().toList()).stream()
        .filter(entry -> entry.region().equals(region) || !entry.caseIds().isEmpty())
        .findFirst();
  }

  /** Whoever asks of a case of the region's own hears of everybody; else of the region's own. */
  private LogQuestion widened(LogQuestion question) {
    List<String> asked =
        Stream.concat(
                question.caseId().stream(),
                caseIds(question.entity().stream().toList()).values().stream())
            .toList();
    return ofRegion(asked, question.region()).isEmpty() ? question : question.ofAllRegions();
  }

  private List<LogEntry> seen(String region, List<LogEntry> entries) {
    List<LogEntry> foreign =
        entries.stream().filter(entry -> !entry.region().equals(region)).toList();
    if (foreign.isEmpty()) {
      return entries;
    }
    Set<String> own =
        ofRegion(
            foreign.stream().flatMap(entry -> entry.caseIds().stream()).distinct().toList(),
            region);
    Map<String, String> cases =
        caseIds(foreign.stream().flatMap(entry -> entry.entities().stream()).distinct().toList());
    return entries.stream()
        .map(entry -> entry.region().equals(region) ? entry : entry.about(own, cases))
        .toList();
  }

  private Map<String, String> caseIds(Collection<String> resources) {
    KnownCases known = cases.getIfAvailable();
    return known == null || resources.isEmpty() ? Map.of() : known.caseIds(resources);
  }

  private Set<String> ofRegion(Collection<String> caseIds, String region) {
    KnownCases known = cases.getIfAvailable();
    return known == null || caseIds.isEmpty() ? Set.of() : known.ofRegion(caseIds, region);
  }
}
