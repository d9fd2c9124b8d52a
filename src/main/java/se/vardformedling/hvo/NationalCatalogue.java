package se.vardformedling.hvo;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.security.ScopeRules;
import se.vardformedling.timer.Timers;

/** Reads the national catalogue when asked to, and tells how far it has come. */
@Component
public class NationalCatalogue {
  private final Upstream upstream;
  private final SyncRuns runs;
  private final Sources sources;
  private final SyncWork work;
  private final PushedBundles pushed;
  private final Timers timers;
  private final Clock clock;

  NationalCatalogue(
      Upstream upstream,
      SyncRuns runs,
      Sources sources,
      SyncWork work,
      PushedBundles pushed,
      Timers timers,
      Clock clock) {
    this.upstream = upstream;
    this.runs = runs;
    this.sources = sources;
    this.work = work;
    this.pushed = pushed;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * Begins a reading, or tells of the one that is going on.
   *
   * @param whole all of it, so that what is left out ends here; otherwise what has changed
   * @param acceptEndings whether much may end at once
   */
  @Transactional
  public SyncRun start(Caller caller, boolean whole, boolean acceptEndings) {
    check(caller);
    if (!upstream.configured()) {
      throw Problem.PRECONDITION_FAILED.because("vf.catalogue.url is not set");
    }
    UUID id = runs.begin(caller.subject(), whole, acceptEndings);
    SyncRun run = runs.find(id).orElseThrow();
    if (whole && !run.whole()) {
      throw Problem.ILLEGAL_TRANSITION.because("the changes are being read; ask when that is over");
    }
    if (acceptEndings && run.whole()) {
      runs.accept(id);
    }
    timers.at(clock.instant(), SyncWork.NAME, id.toString());
    return runs.find(id).orElseThrow();
  }

  /** Carries the reading on here and now, to its end. */
  public SyncRun finish(Caller caller, UUID id) {
    check(caller);
    work.go(id);
    return find(caller, id).orElseThrow();
  }

  @Transactional(readOnly = true)
  public Optional<SyncRun> find(Caller caller, UUID id) {
    check(caller);
    return runs.find(id);
  }

  /** The newest first. */
  @Transactional(readOnly = true)
  public List<SyncRun> latest(Caller caller, int most) {
    check(caller);
    return runs.latest(most);
  }

  /** What the catalogue has and we could not store, and the problem's code, by resource. */
  @Transactional(readOnly = true)
  public Map<String, String> problems(Caller caller, int most) {
    check(caller);
    return sources.problems(most);
  }

  /**
   * A transaction of the guide's, in R5, sent to us: all of it or nothing.
   *
   * @param acceptEndings whether much may end at once
   * @return what to answer, in R5
   */
  public Answer receive(Caller caller, byte[] bundle, boolean acceptEndings) {
    check(caller);
    return pushed.receive(caller, bundle, acceptEndings);
  }

  /** An answer in R5's JSON. */
  public record Answer(int status, String body) {}

  private static void check(Caller caller) {
    boolean keeper =
        caller.role() == Role.KATALOGFORVALTARE && ScopeRules.changes(caller, "Organization");
    if (caller.role() != Role.SYSTEM && !keeper) {
      throw Problem.ACTOR_NOT_ALLOWED.because("national catalogue");
    }
  }
}
