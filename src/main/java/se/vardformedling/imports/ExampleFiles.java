package se.vardformedling.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The example files of the documentation, as they work on this node: agreements are about units
 * that the catalogue has, and about the sender's region.
 */
@Component
class ExampleFiles {
  private static final String SEPARATOR = ";";
  private static final String COMMISSIONER = "Beställare";
  private static final String PROVIDER = "Utförare";
  private static final String CARE = "Vårdtjänst";

  /** Two services of a unit, at two units; those of the region first. */
  private static final String OFFERED =
      """
      with pairs as (
        select p.hsa_id, o.service_id, min(o.vardtjanst) as vardtjanst,
               row_number() over (partition by p.hsa_id order by o.service_id) as nth,
               count(*) over (partition by p.hsa_id) as services,
               bool_or(coalesce(l.municipality, '') like :region || '%') as near
          from vf.party p
          join vf.offer o on o.unit_id = p.organization_id and o.active
          left join vf.place l on l.location_id = o.location_id
         where p.hsa_id is not null
         group by p.hsa_id, o.service_id
      )
      select hsa_id, vardtjanst from pairs where services > 1 and nth <= 2
       order by near desc, hsa_id, nth limit 4
      """;

  private final JdbcClient sql;

  ExampleFiles(JdbcClient sql) {
    this.sql = sql;
  }

  /** What a unit offers. */
  private record Offered(String unit, String vardtjanst) {}

  /**
   * The file, UTF-8.
   *
   * @param region länskod of the region that is to send it; empty for none
   */
  byte[] of(ImportKind kind, Optional<String> region) {
    String file = file(kind);
    return (kind == ImportKind.AVTAL ? agreements(file, region) : file)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** As it is documented when the catalogue has no such units. */
  private String agreements(String file, Optional<String> region) {
    List<Offered> offered =
        sql.sql(OFFERED)
            .param("region", region.orElse(""))
            .query((row, n) -> new Offered(row.getString(1), row.getString(2)))
            .list();
    if (offered.size() < 4 || offered.get(0).vardtjanst().equals(offered.get(1).vardtjanst())) {
      return file;
    }
    List<String> lines = file.lines().toList();
    List<String> columns = List.of(lines.get(0).split(SEPARATOR, -1));
    StringBuilder known = new StringBuilder(lines.get(0)).append('\n');
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(SEPARATOR, -1);
      Offered one = offered.get(i - 1);
      region.ifPresent(county -> cells[columns.indexOf(COMMISSIONER)] = county);
      cells[columns.indexOf(PROVIDER)] = one.unit();
      cells[columns.indexOf(CARE)] = one.vardtjanst();
      known.append(String.join(SEPARATOR, cells)).append('\n');
    }
    return known.toString();
  }

  private static String file(ImportKind kind) {
    try (InputStream file =
        ExampleFiles.class.getResourceAsStream("/examples/" + kind.code() + ".csv")) {
      return new String(
          Objects.requireNonNull(file, kind.code()).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
