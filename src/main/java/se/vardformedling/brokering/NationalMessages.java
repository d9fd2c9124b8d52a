package se.vardformedling.brokering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;

/** The rows of what is told to the national node. */
@Component
class NationalMessages {
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule()).build();
  private final JdbcClient sql;
  private final Clock clock;

  NationalMessages(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * One.
   *
   * @param id also its {@code X-Request-Id}, on every try
   * @param subject the need's id here, or the Task's
   * @param state {@code queued}, {@code done} or {@code refused}
   * @param answer the case ID, or why it was refused
   */
  record Row(
      UUID id,
      String kind,
      String subject,
      String content,
      String state,
      int attempts,
      String answer) {
    boolean waits() {
      return state.equals("queued");
    }

    NationalNeed need() {
      return read(content, NationalNeed.class);
    }

    Report report() {
      return read(content, Report.class);
    }
  }

  /** Refuses what holds the number of a person, wherever it stands. */
  UUID add(NationalNeed need, String id) {
    if (NationalNeedRules.identifies(need)) {
      throw Problem.PHI_DETECTED.at("ServiceRequest", "");
    }
    return add("need", id, need);
  }

  UUID add(Report report) {
    return add("report", report.taskId(), report);
  }

  private UUID add(String kind, String subject, Object content) {
    UUID id = UUID.randomUUID();
    sql.sql(
            """
            insert into vf.national_message (id, kind, subject, content, state, made_at)
            values (:id, :kind, :subject, cast(:content as jsonb), 'queued', :now)
            """)
        .param("id", id)
        .param("kind", kind)
        .param("subject", subject)
        .param("content", written(content))
        .param("now", now())
        .update();
    return id;
  }

  Optional<Row> find(UUID id) {
    return rows("where id = :key", id).stream().findFirst();
  }

  /** What was told last of a need or a Task. */
  Optional<Row> latest(String subject) {
    return rows("where subject = :key order by made_at desc limit 1", subject).stream().findFirst();
  }

  /** What was told last of a need or a Task and refused, if nobody has looked at it. */
  Optional<Row> refused(String subject) {
    return rows(
            "where subject = :key and state = 'refused' and settled_at is null order by made_at desc"
                + " limit 1",
            subject)
        .stream()
        .findFirst();
  }

  /** What was refused of it before is told anew. */
  void settleAll(String subject, String by) {
    sql.sql(
            """
            update vf.national_message set settled_at = :now, settled_by = :by
            where subject = :subject and state = 'refused' and settled_at is null
            """)
        .param("now", now())
        .param("by", by)
        .param("subject", subject)
        .update();
  }

  /** What was said of the same before and has not arrived. */
  boolean waitsBehind(Row row) {
    return sql.sql(
                """
                select count(*) from vf.national_message m, vf.national_message me
                where me.id = :id and m.subject = me.subject and m.state = 'queued' and m.made_at < me.made_at
                """)
            .param("id", row.id())
            .query(Integer.class)
            .single()
        > 0;
  }

  void tried(UUID id) {
    sql.sql("update vf.national_message set attempts = attempts + 1 where id = :id")
        .param("id", id)
        .update();
  }

  void answered(UUID id, String state, String answer) {
    sql.sql(
            """
            update vf.national_message set state = :state, answer = :answer, answered_at = :now
            where id = :id and state = 'queued'
            """)
        .param("state", state)
        .param("answer", answer)
        .param("now", now())
        .param("id", id)
        .update();
  }

  /** What was refused and nobody has looked at, and what has waited since the moment or longer. */
  List<Untold> untold(Instant waitingSince) {
    return sql.sql(
            """
            select id, kind, subject, state, answer, attempts, made_at from vf.national_message
            where settled_at is null and (state = 'refused' or (state = 'queued' and made_at <= :since))
            order by made_at, id
            """)
        .param("since", waitingSince.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Untold(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    row.getString("subject"),
                    row.getString("state"),
                    row.getString("answer"),
                    row.getInt("attempts"),
                    row.getTimestamp("made_at").toInstant()))
        .list();
  }

  /** A person has looked at what was refused; false if nobody had to. */
  boolean settle(UUID id, String by) {
    return sql.sql(
                """
                update vf.national_message set settled_at = :now, settled_by = :by
                where id = :id and state = 'refused' and settled_at is null
                """)
            .param("now", now())
            .param("by", by)
            .param("id", id)
            .update()
        == 1;
  }

  /** Forgets what was told and answered before the moment. */
  int forget(Instant before) {
    return sql.sql(
            """
            delete from vf.national_message
            where answered_at < :before and (state = 'done' or settled_at is not null)
            """)
        .param("before", before.atOffset(ZoneOffset.UTC))
        .update();
  }

  private List<Row> rows(String condition, Object key) {
    return sql.sql(
            "select id, kind, subject, content, state, attempts, answer from vf.national_message "
                + condition)
        .param("key", key)
        .query(
            (row, n) ->
                new Row(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    row.getString("subject"),
                    row.getString("content"),
                    row.getString("state"),
                    row.getInt("attempts"),
                    row.getString("answer")))
        .list();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static String written(Object content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T read(String content, Class<T> type) {
    try {
      return JSON.readValue(content, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
