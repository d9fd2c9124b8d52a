package se.vardformedling.fault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Where a node's log, any row of its database, or what was said to it has one of some words. */
final class Traces {
  private Traces() {}

  static List<String> of(NodeProcess node, Relay relay, String... words) throws Exception {
    List<String> found = new ArrayList<>();
    String log = Files.readString(node.log());
    String said = relay.heard();
    for (String word : words) {
      if (log.contains(word)) {
        found.add("log: " + word);
      }
      String bytes = new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      if (said.contains(bytes)) {
        found.add("network: " + word);
      }
    }
    try (Connection database = node.database()) {
      if (exists(database, "select 1 from pg_largeobject_metadata")) {
        found.add("large objects, which are not looked into");
      }
      for (String table : tables(database)) {
        Stream.of(words)
            .filter(word -> has(database, table, word))
            .forEach(word -> found.add(table + ": " + word));
      }
    }
    return found;
  }

  private static List<String> tables(Connection database) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (PreparedStatement sql =
            database.prepareStatement(
                "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not"
                    + " in ('pg_catalog', 'information_schema')");
        ResultSet rows = sql.executeQuery()) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  /** As text, or as the bytes of a column of bytes. */
  private static boolean has(Connection database, String table, String word) {
    String query =
        "select 1 from "
            + table
            + " t where strpos(t::text, ?) > 0 or strpos(t::text, ?) > 0 limit 1";
    try {
      return exists(
          database, query, word, HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean exists(Connection database, String query, String... values)
      throws SQLException {
    try (PreparedStatement sql = database.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        sql.setString(i + 1, values[i]);
      }
      try (ResultSet rows = sql.executeQuery()) {
        return rows.next();
      }
    }
  }
}
