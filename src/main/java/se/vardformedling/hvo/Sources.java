package se.vardformedling.hvo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;

/** The rows of what the national catalogue said last, and what of it waits to be stored here. */
@Component
class Sources {
  /** Before the number of the one that a unit is part of, where its id is not known. */
  static final String NUMBER = "orgnr:";

  private static final String WAITING =
      """
      select * from vf.hvo_source s
       where type = :type and waiting
         and not exists (select 1 from vf.hvo_source p
                          where p.type = s.type and p.upstream_id = s.parent and p.waiting)
       order by (organisation_number is null), upstream_id limit :most
      """;

  private final JdbcClient sql;
  private final NamedParameterJdbcTemplate many;
  private final FhirContext fhir;

  Sources(JdbcClient sql, NamedParameterJdbcTemplate many, FhirContext fhir) {
    this.sql = sql;
    this.many = many;
    this.fhir = fhir;
  }

  /**
   * A resource and what it is here.
   *
   * @param stored whether it is here already
   * @param adopted we had it before the catalogue told of it, and it is called here what it was
   */
  record Row(Source source, String localId, boolean stored, boolean adopted) {}

  /** Those that send wait for each other, until the caller's transaction ends. */
  void lock() {
    sql.sql("select pg_advisory_xact_lock(95, 0)").query((row, n) -> true).single();
  }

  /** Those of the ids that we have not heard of. */
  List<String> unknown(String type, Collection<String> ids) {
    List<String> known =
        sql.sql(
                "select upstream_id from vf.hvo_source where type = :type and upstream_id = any(:ids)")
            .param("type", type)
            .param("ids", ids.toArray(String[]::new))
            .query(String.class)
            .list();
    return ids.stream().filter(id -> !known.contains(id)).toList();
  }

  /** Which of our ids belong to one of the catalogue's already. */
  List<String> taken(String type, Collection<String> localIds) {
    return sql.sql("select local_id from vf.hvo_source where type = :type and local_id = any(:ids)")
        .param("type", type)
        .param("ids", localIds.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /**
   * Keeps what was read; what has changed since waits to be stored, and so does what is made of it.
   *
   * @param local what a new one is here, by its id there, if we had it before
   */
  void keep(UUID run, List<Source> sources, Map<String, String> local) {
    SqlParameterSource[] rows =
        sources.stream().map(source -> row(run, source, local)).toArray(SqlParameterSource[]::new);
    many.batchUpdate(
        """
        insert into vf.hvo_source (type, upstream_id, local_id, body, hash, parent, organisation_number, owner, uses,
                                   name, seen_by, waiting, adopted)
        values (:type, :id, :local, :body, :hash, :parent, :number, :owner, :uses, :name, :run, true, :adopted)
        on conflict (type, upstream_id) do update
          set body = excluded.body, hash = excluded.hash, parent = excluded.parent,
              organisation_number = excluded.organisation_number, owner = excluded.owner, uses = excluded.uses,
              name = excluded.name, seen_by = excluded.seen_by, gone = false, pushed_at = null,
              waiting = hvo_source.waiting or hvo_source.gone or hvo_source.hash <> excluded.hash
        """,
        rows);
    sql.sql(
            """
            update vf.hvo_source set waiting = true
             where not waiting and uses && array(select type || '/' || upstream_id from vf.hvo_source
                                                  where waiting and type || '/' || upstream_id = any(:keys))
            """)
        .param("keys", sources.stream().map(Source::key).toArray(String[]::new))
        .update();
    sql.sql(
            "update vf.hvo_source set waiting = true where type = 'Location' and not stored and not waiting"
                + " and 'Location/' || upstream_id = any(:uses)")
        .param("uses", sources.stream().flatMap(one -> one.uses().stream()).toArray(String[]::new))
        .update();
  }

  private SqlParameterSource row(UUID run, Source source, Map<String, String> local) {
    String body = fhir.newJsonParser().encodeResourceToString(source.body());
    return new MapSqlParameterSource("type", source.type())
        .addValue("id", source.id())
        .addValue("local", local.getOrDefault(source.key(), source.id()))
        .addValue("adopted", local.containsKey(source.key()))
        .addValue("body", body)
        .addValue("hash", hash(body))
        .addValue("parent", source.parent())
        .addValue("number", source.organisationNumber())
        .addValue("owner", source.owner())
        .addValue("uses", source.uses().toArray(String[]::new))
        .addValue("name", source.name())
        .addValue("run", run);
  }

  private static String hash(String body) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /**
   * Before storing: what points to nothing, and what begins or ends to hold, is looked at again.
   */
  void lookAgain(LocalDate today, boolean alsoRefused) {
    sql.sql(
            """
            update vf.hvo_source set waiting = true
             where not waiting and not gone
               and (dangling or turns <= :today or (:refused and problem is not null))
            """)
        .param("today", today)
        .param("refused", alsoRefused)
        .update();
  }

  /**
   * What points to nothing, once more: what it points to may have come later in the same reading.
   */
  void lookAgainAtDangling() {
    sql.sql("update vf.hvo_source set waiting = true where dangling and not waiting and not gone")
        .update();
  }

  /** What was refused for the HSA-id of another, once that one may have ended. */
  void lookAgainAtTaken() {
    sql.sql(
            "update vf.hvo_source set waiting = true where not waiting and not gone and problem like :taken")
        .param("taken", Problem.HSA_ID_TAKEN.code() + "%")
        .update();
  }

  /** Some of what waits, parents before those that are part of them. */
  List<Row> waiting(String type, int most) {
    List<Row> ordered = some(WAITING, type, most);
    return ordered.isEmpty()
        // Two that are part of each other: one has to be the first.
        ? some("select * from vf.hvo_source where type = :type and waiting limit :most", type, most)
        : ordered;
  }

  private List<Row> some(String query, String type, int most) {
    return sql.sql(query)
        .param("type", type)
        .param("most", most)
        .query((row, n) -> row(row))
        .list();
  }

  /** Those of the keys that are known, whatever their state. */
  List<Row> find(Collection<String> keys) {
    return sql.sql(
            """
            select s.* from unnest(cast(:keys as text[])) k
              join vf.hvo_source s on s.type = split_part(k, '/', 1) and s.upstream_id = split_part(k, '/', 2)
            """)
        .param("keys", keys.toArray(String[]::new))
        .query((row, n) -> row(row))
        .list();
  }

  /** Whether the catalogue would say the same by both. */
  boolean same(Source one, Source other) {
    IParser parser = fhir.newJsonParser();
    return parser
        .encodeResourceToString(one.body())
        .equals(parser.encodeResourceToString(other.body()));
  }

  /** Those of them that nobody has stored since they were found. */
  List<Row> stillWaiting(List<Row> rows) {
    return sql.sql(
            """
            select s.* from unnest(cast(:ids as text[])) i
              join vf.hvo_source s on s.type = :type and s.upstream_id = i and s.waiting
            """)
        .param("type", rows.get(0).source().type())
        .param("ids", rows.stream().map(row -> row.source().id()).toArray(String[]::new))
        .query((row, n) -> row(row))
        .list();
  }

  /** How a resource came out. */
  record Outcome(Row row, boolean stored, boolean dangling, @Nullable LocalDate turns) {}

  void stored(List<Outcome> outcomes) {
    many.batchUpdate(
        """
        update vf.hvo_source
           set waiting = false, stored = :stored, dangling = :dangling, turns = :turns, problem = null
         where type = :type and upstream_id = :id
        """,
        outcomes.stream()
            .map(
                one ->
                    new MapSqlParameterSource("type", one.row().source().type())
                        .addValue("id", one.row().source().id())
                        .addValue("stored", one.stored())
                        .addValue("dangling", one.dangling())
                        .addValue("turns", one.turns()))
            .toArray(SqlParameterSource[]::new));
  }

  void refused(Row row, String problem) {
    sql.sql(
            "update vf.hvo_source set waiting = false, problem = :problem where type = :type and upstream_id = :id")
        .param("problem", problem)
        .param("type", row.source().type())
        .param("id", row.source().id())
        .update();
  }

  /** What is in the catalogue and not here, and why, by resource. */
  Map<String, String> problems(int most) {
    return sql
        .sql(
            "select type || '/' || upstream_id, problem from vf.hvo_source where problem is not null"
                + " order by 1 limit :most")
        .param("most", most)
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.TreeMap::new));
  }

  Row row(ResultSet row) throws SQLException {
    List<String> uses = new ArrayList<>(List.of((String[]) row.getArray("uses").getArray()));
    return new Row(
        new Source(
            row.getString("type"),
            row.getString("upstream_id"),
            (Resource) fhir.newJsonParser().parseResource(row.getString("body")),
            row.getString("parent"),
            row.getString("organisation_number"),
            row.getString("owner"),
            uses,
            row.getString("name")),
        row.getString("local_id"),
        row.getBoolean("stored"),
        row.getBoolean("adopted"));
  }
}
