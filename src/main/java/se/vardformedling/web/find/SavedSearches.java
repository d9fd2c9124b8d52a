package se.vardformedling.web.find;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.web.sheet.Address;

/** The questions that a broker has saved, each under a name; they are its own. */
@Component
public class SavedSearches {
  private static final int MOST = 50;
  private static final Duration KEPT = Duration.ofDays(1);
  private final JdbcClient sql;
  private final Clock clock;

  SavedSearches(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** One of them; its address leads to the answer of today. */
  public record Saved(UUID id, String name, String address) {}

  /** By name; none for who does not look for providers. */
  @Transactional(readOnly = true)
  public List<Saved> of(Caller caller) {
    return isBroker(caller)
        ? find(caller, "removed_at is null order by lower(name), id")
        : List.of();
  }

  /** One that was removed within the day, and can be had back. */
  @Transactional(readOnly = true)
  Optional<Saved> removed(Caller caller, UUID id) {
    return find(caller, "removed_at >= :long_ago").stream()
        .filter(one -> one.id().equals(id))
        .findFirst();
  }

  /** Saves the question; nothing that could identify a patient, and at most fifty. */
  @Transactional
  void save(Caller caller, String said, Address asked) {
    Address question = SavedRules.kept(asked);
    String name = checked(caller, said, question);
    if (question.said("vad").isEmpty()) {
      throw Problem.REQUIRED_ELEMENT.at("vad", "");
    }
    List<Saved> all = alone(caller);
    mustHaveRoom(all);
    sql.sql(
            """
            insert into vf.saved_search (id, owner, region, name, query, saved_at)
            values (:id, :owner, :region, :name, :query, :now)
            """)
        .param("id", UUID.randomUUID())
        .param("owner", caller.subject())
        .param("region", caller.region().orElse(""))
        .param("name", SavedRules.free(name, names(all)))
        .param("query", question.toString())
        .param("now", now())
        .update();
  }

  @Transactional
  void rename(Caller caller, UUID id, String said) {
    String name = checked(caller, said, new Address(SavedRules.PATH, java.util.Map.of()));
    List<Saved> others = alone(caller).stream().filter(one -> !one.id().equals(id)).toList();
    change(caller, id, "name = :value", SavedRules.free(name, names(others)));
  }

  /** It can be had back for a day. */
  @Transactional
  void remove(Caller caller, UUID id) {
    sql.sql("delete from vf.saved_search where owner = :owner and removed_at < :long_ago")
        .param("owner", caller.subject())
        .param("long_ago", longAgo())
        .update();
    change(caller, id, "removed_at = :value", now());
  }

  /** As long as it can be had back, there is room for it, and under a name that is free. */
  @Transactional
  void restore(Caller caller, UUID id) {
    List<Saved> all = alone(caller);
    if (all.stream().anyMatch(one -> one.id().equals(id))) {
      return;
    }
    Saved removed = removed(caller, id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    mustHaveRoom(all);
    String name = SavedRules.free(removed.name(), names(all));
    change(caller, id, "removed_at = null, name = :value", name);
  }

  private static void mustHaveRoom(List<Saved> all) {
    if (all.size() >= MOST) {
      throw Problem.VALUE_INVALID.at("namn", "at most " + MOST);
    }
  }

  /** Those there are, until the transaction ends: the same person's next change waits. */
  private List<Saved> alone(Caller caller) {
    sql.sql("select pg_advisory_xact_lock(hashtextextended(:owner, 0))")
        .param("owner", "saved searches " + caller.region().orElse("") + " " + caller.subject())
        .query((row, n) -> "")
        .list();
    return of(caller);
  }

  private String checked(Caller caller, String said, Address question) {
    if (!isBroker(caller)) {
      throw Problem.ACTOR_NOT_ALLOWED.because("find");
    }
    String name =
        SavedRules.name(said)
            .orElseThrow(() -> Problem.VALUE_INVALID.at("namn", "1-" + SavedRules.LONGEST_NAME));
    if (SavedRules.identifies(name, question)) {
      throw Problem.PHI_DETECTED.at("namn", "");
    }
    return name;
  }

  private List<Saved> find(Caller caller, String which) {
    return sql.sql(
            "select id, name, query from vf.saved_search where owner = :owner and region = :region"
                + " and "
                + which)
        .param("owner", caller.subject())
        .param("region", caller.region().orElse(""))
        .param("long_ago", longAgo())
        .query(
            (row, n) ->
                new Saved(
                    row.getObject("id", UUID.class), row.getString("name"), row.getString("query")))
        .list();
  }

  /** Another's is as if it were not there. */
  private void change(Caller caller, UUID id, String what, Object value) {
    int changed =
        sql.sql(
                "update vf.saved_search set "
                    + what
                    + " where id = :id and owner = :owner and region = :region")
            .param("value", value)
            .param("id", id)
            .param("owner", caller.subject())
            .param("region", caller.region().orElse(""))
            .update();
    if (changed == 0) {
      throw Problem.NOT_FOUND.because("");
    }
  }

  private static Set<String> names(List<Saved> all) {
    return all.stream().map(Saved::name).collect(Collectors.toSet());
  }

  private static boolean isBroker(Caller caller) {
    return caller.role() == Role.VARDFORMEDLARE && caller.region().isPresent();
  }

  private OffsetDateTime longAgo() {
    return now().minus(KEPT);
  }

  private OffsetDateTime now() {
    Instant now = clock.instant();
    return now.atOffset(ZoneOffset.UTC);
  }
}
