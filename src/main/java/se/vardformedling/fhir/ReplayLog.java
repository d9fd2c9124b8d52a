package se.vardformedling.fhir;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of requests that have been carried out, one row a caller and request id. */
@Component
class ReplayLog {
  private final JdbcClient sql;

  ReplayLog(JdbcClient sql) {
    this.sql = sql;
  }

  Optional<Replay> find(String caller, UUID requestId) {
    return sql.sql("select * from vf.replay where caller = :caller and request_id = :id")
        .param("caller", caller)
        .param("id", requestId)
        .query((rows, n) -> replay(rows))
        .optional();
  }

  /**
   * Notes one write in the transaction that makes it. Waits while another transaction carries out
   * the same request.
   *
   * @return false if another transaction has carried it out
   */
  boolean claim(String caller, UUID requestId, byte[] hash, String made) {
    return sql.sql(
                """
                insert into vf.replay (caller, request_id, request_hash, made)
                values (:caller, :id, :hash, array[:made]::text[])
                on conflict (caller, request_id) do update set made = vf.replay.made || excluded.made
                  where vf.replay.tx = pg_current_xact_id()
                """)
            .param("caller", caller)
            .param("id", requestId)
            .param("hash", hash)
            .param("made", made)
            .update()
        == 1;
  }

  /** Keeps the answer of a request that wrote something; of any other there is no row. */
  void answered(String caller, UUID requestId, Replay.Answer answer) {
    sql.sql(
            """
            update vf.replay set status = :status, content_type = :type, location = :location,
              etag = :etag, body = :body
            where caller = :caller and request_id = :id
            """)
        .param("status", answer.status())
        .param("type", answer.contentType())
        .param("location", answer.location())
        .param("etag", answer.etag())
        .param("body", answer.body())
        .param("caller", caller)
        .param("id", requestId)
        .update();
  }

  /**
   * @return how many were forgotten
   */
  int forgetBefore(Instant time) {
    return sql.sql("delete from vf.replay where at < :time")
        .param("time", time.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Replay replay(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    Replay.Answer answer =
        status == 0
            ? null
            : new Replay.Answer(
                status,
                row.getString("content_type"),
                row.getString("location"),
                row.getString("etag"),
                row.getBytes("body"));
    return new Replay(
        row.getBytes("request_hash"), List.of((String[]) row.getArray("made").getArray()), answer);
  }
}
