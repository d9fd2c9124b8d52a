package se.vardformedling.fhir;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The database role that makes and moves the tables, and lets the program use them. */
record SchemaOwner(String url, String username, String password) {
  private static final List<String> APPEND_ONLY =
      List.of(
          "vf.access_log",
          "vf.access_seal",
          "vf.case_event",
          "vf.guarantee_event",
          "vf.message_evidence");

  /** All that the program needs, and of what has happened no more than to add and to read. */
  void grantTo(String program, DataSource tables) {
    if (program.equals(username)) {
      return;
    }
    String role = '"' + program.replace("\"", "\"\"") + '"';
    JdbcTemplate sql = new JdbcTemplate(tables);
    sql.execute("grant usage on schema hapi, vf, ext to " + role);
    sql.execute(
        "grant select, insert, update, delete, truncate on all tables in schema hapi, vf to "
            + role);
    sql.execute("grant usage, select, update on all sequences in schema hapi, vf to " + role);
    APPEND_ONLY.forEach(
        table -> sql.execute("revoke update, delete, truncate on " + table + " from " + role));
  }
}
