package se.vardformedling.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What judging a file has found: what is wrong with it, or what publishing it changes. */
@Component
class PreviewRows {
  private static final int SHOWN_AT_ONCE = 1_000;

  private final JdbcClient sql;
  private final NamedParameterJdbcTemplate many;
  private final ObjectMapper json = new ObjectMapper();

  PreviewRows(JdbcClient sql, NamedParameterJdbcTemplate many) {
    this.sql = sql;
    this.many = many;
  }

  /** A change with what it takes to make it and to take it back. */
  record Planned(
      int line,
      String type,
      String id,
      String what,
      long beforeVersion,
      @Nullable String before,
      @Nullable String after,
      List<ImportChange.Difference> differences) {
    String key() {
      return type + "/" + id;
    }
  }

  /** In place of what was kept before. */
  void keepFaults(UUID id, List<ImportFault> faults) {
    sql.sql("delete from vf.import_fault where run_id = :id").param("id", id).update();
    SqlParameterSource[] rows = new SqlParameterSource[faults.size()];
    for (int i = 0; i < rows.length; i++) {
      ImportFault fault = faults.get(i);
      rows[i] =
          new MapSqlParameterSource("id", id)
              .addValue("number", i)
              .addValue("line", fault.line())
              .addValue("position", fault.column())
              .addValue("field", fault.field())
              .addValue("code", fault.code())
              .addValue("sv", fault.swedish())
              .addValue("en", fault.english());
    }
    many.batchUpdate(
        """
        insert into vf.import_fault (run_id, number, line, position, field, code, swedish, english)
        values (:id, :number, :line, :position, :field, :code, :sv, :en)
        """,
        rows);
    sql.sql("update vf.import_run set faults = :faults where id = :id")
        .param("faults", faults.size())
        .param("id", id)
        .update();
  }

  List<ImportFault> faults(UUID id) {
    return sql.sql("select * from vf.import_fault where run_id = :id order by number")
        .param("id", id)
        .query(
            (r, n) ->
                new ImportFault(
                    r.getInt("line"),
                    r.getInt("position"),
                    r.getString("field"),
                    r.getString("code"),
                    r.getString("swedish"),
                    r.getString("english")))
        .list();
  }

  /** In place of what was kept before. */
  void keepChanges(UUID id, List<Planned> changes) {
    sql.sql("delete from vf.import_change where run_id = :id").param("id", id).update();
    SqlParameterSource[] rows = new SqlParameterSource[changes.size()];
    for (int i = 0; i < rows.length; i++) {
      Planned change = changes.get(i);
      rows[i] =
          new MapSqlParameterSource("id", id)
              .addValue("number", i)
              .addValue("line", change.line())
              .addValue("type", change.type())
              .addValue("resource", change.id())
              .addValue("what", change.what())
              .addValue("version", change.beforeVersion())
              .addValue("before", change.before())
              .addValue("after", change.after())
              .addValue("differences", write(change.differences()));
    }
    many.batchUpdate(
        """
        insert into vf.import_change (run_id, number, line, type, resource_id, what, before_version, before, after, differences)
        values (:id, :number, :line, :type, :resource, :what, :version, :before, :after, cast(:differences as jsonb))
        """,
        rows);
    count(id, changes);
  }

  private void count(UUID id, List<Planned> changes) {
    Map<String, Long> counts =
        changes.stream().collect(Collectors.groupingBy(Planned::what, Collectors.counting()));
    sql.sql(
            """
            update vf.import_run set added = :added, changed = :changed, unchanged = :unchanged, gone = :gone
             where id = :id
            """)
        .param("added", counts.getOrDefault("new", 0L))
        .param("changed", counts.getOrDefault("changed", 0L))
        .param("unchanged", counts.getOrDefault("unchanged", 0L))
        .param("gone", counts.getOrDefault("gone", 0L))
        .param("id", id)
        .update();
  }

  /** How many there were of each sort stays with the run. */
  void forget(UUID id) {
    sql.sql("delete from vf.import_change where run_id = :id").param("id", id).update();
    sql.sql("delete from vf.import_fault where run_id = :id").param("id", id).update();
  }

  /** What ends first, which one consents to; then in the order of the file. */
  List<Planned> changes(UUID id, List<String> what, int from, int most) {
    return sql.sql(
            """
            select * from vf.import_change where run_id = :id and what = any(:what)
             order by (what <> 'gone'), number limit :most offset :from
            """)
        .param("id", id)
        .param("what", what.toArray(String[]::new))
        .param("most", most)
        .param("from", from)
        .query((r, n) -> planned(r))
        .list();
  }

  /** All of them in the order of the file, some at a time, without what they differ in. */
  void eachChange(UUID id, List<String> what, int most, Consumer<List<Planned>> work) {
    each(id, what, "before, after, '[]' as differences", new Way(false, most), work);
  }

  /** As above, from the last to the first. */
  void eachChangeBack(UUID id, List<String> what, int most, Consumer<List<Planned>> work) {
    each(id, what, "before, after, '[]' as differences", new Way(true, most), work);
  }

  /** All of them in the order of the file, some at a time, without what they become. */
  void eachToShow(UUID id, List<String> what, Consumer<List<Planned>> work) {
    each(id, what, "before, null as after, differences", new Way(false, SHOWN_AT_ONCE), work);
  }

  /** How they are gone through: from the last to the first or not, and how many at a time. */
  private record Way(boolean back, int most) {}

  private void each(
      UUID id, List<String> what, String columns, Way way, Consumer<List<Planned>> work) {
    int last = way.back() ? Integer.MAX_VALUE : -1;
    List<Numbered> some;
    do {
      some = after(id, what, columns, way, last);
      if (!some.isEmpty()) {
        last = some.get(some.size() - 1).number();
        work.accept(some.stream().map(Numbered::planned).toList());
      }
    } while (some.size() == way.most());
  }

  private record Numbered(int number, Planned planned) {}

  private List<Numbered> after(UUID id, List<String> what, String columns, Way way, int number) {
    return sql.sql(
            """
            select number, line, type, resource_id, what, before_version, %s
              from vf.import_change where run_id = :id and number %s :number and what = any(:what)
             order by number %s limit :most
            """
                .formatted(columns, way.back() ? "<" : ">", way.back() ? "desc" : ""))
        .param("id", id)
        .param("number", number)
        .param("what", what.toArray(String[]::new))
        .param("most", way.most())
        .query((r, n) -> new Numbered(r.getInt("number"), planned(r)))
        .list();
  }

  private Planned planned(ResultSet row) throws SQLException {
    return new Planned(
        row.getInt("line"),
        row.getString("type"),
        row.getString("resource_id"),
        row.getString("what"),
        row.getLong("before_version"),
        row.getString("before"),
        row.getString("after"),
        read(row.getString("differences")));
  }

  private String write(List<ImportChange.Difference> differences) {
    try {
      return json.writeValueAsString(differences);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ImportChange.Difference> read(String differences) {
    try {
      return json.readValue(differences, new TypeReference<List<ImportChange.Difference>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
