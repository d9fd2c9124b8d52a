package se.vardformedling.web.capacity;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.security.Caller;

/** A form that is sent twice, as by a double click, does its work once. */
@Component
class FormKeys {
  private static final Duration KEPT = Duration.ofDays(1);
  private final JdbcClient sql;
  private final Clock clock;

  FormKeys(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** One for a form that is about to be shown. */
  String next() {
    return UUID.randomUUID().toString();
  }

  /**
   * Does it, or tells what came of it when the same form did it before. Who is second waits for the
   * first; what is refused leaves no trace, so that the form can be sent again.
   *
   * @param key that the form was shown with; without one it is done
   */
  @Transactional
  String once(Caller caller, String key, Supplier<String> what) {
    Optional<UUID> form = read(key);
    if (form.isEmpty()) {
      return what.get();
    }
    sql.sql("delete from vf.form_key where at < :before")
        .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
    int first =
        sql.sql(
                """
                insert into vf.form_key (key, subject, result, at) values (:key, :subject, '', :now)
                on conflict do nothing
                """)
            .param("key", form.get())
            .param("subject", caller.subject())
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    if (first == 0) {
      Optional<String> before =
          sql.sql("select result from vf.form_key where key = :key and subject = :subject")
              .param("key", form.get())
              .param("subject", caller.subject())
              .query(String.class)
              .optional();
      return before.orElseGet(what);
    }
    String result = what.get();
    sql.sql("update vf.form_key set result = :result where key = :key")
        .param("result", result)
        .param("key", form.get())
        .update();
    return result;
  }

  private static Optional<UUID> read(String key) {
    try {
      return Optional.of(UUID.fromString(key));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
