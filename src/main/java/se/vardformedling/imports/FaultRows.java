package se.vardformedling.imports;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was wrong with each file. */
@Component
class FaultRows {
  private final JdbcClient sql;
  private final NamedParameterJdbcTemplate many;

  FaultRows(JdbcClient sql, NamedParameterJdbcTemplate many) {
    this.sql = sql;
    this.many = many;
  }

  /** In place of what was kept before. */
  void keep(UUID id, List<ImportFault> faults) {
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
  }

  List<ImportFault> of(UUID id) {
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
}
