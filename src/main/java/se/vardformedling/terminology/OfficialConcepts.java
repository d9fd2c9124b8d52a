package se.vardformedling.terminology;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.DefinitionChanges;

/** The imported lists: kept in the database, and put in the place of what ships at every start. */
@Component
class OfficialConcepts implements DefinitionChanges {
  private static final int BATCH = 1000;
  private final JdbcTemplate sql;
  private final Clock clock;

  OfficialConcepts(JdbcTemplate sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Transactional
  public void replace(OfficialList list, String sha256, List<OfficialConcept> concepts) {
    sql.update("delete from vf.terminology_list where list = ?", list.code());
    sql.update(
        "insert into vf.terminology_list (list, sha256, imported_at, codes) values (?, ?, ?, ?)",
        list.code(),
        sha256,
        clock.instant().atOffset(ZoneOffset.UTC),
        concepts.size());
    sql.batchUpdate(
        """
        insert into vf.terminology_concept (list, code, display, parent, valid_from, level, not_main)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        concepts,
        BATCH,
        (row, concept) -> {
          row.setString(1, list.code());
          row.setString(2, concept.code());
          row.setString(3, concept.display());
          row.setString(4, concept.parent());
          row.setObject(5, concept.validFrom());
          row.setString(6, concept.level());
          row.setBoolean(7, concept.notMain());
        });
  }

  /** A system is replaced when all its lists are there: half of KVÅ would refuse the other half. */
  @Override
  public void change(List<IBaseResource> shipped) {
    List<String> imported = sql.queryForList("select list from vf.terminology_list", String.class);
    if (imported.isEmpty()) {
      return;
    }
    for (IBaseResource one : shipped) {
      if (one instanceof CodeSystem system) {
        List<OfficialList> lists =
            Arrays.stream(OfficialList.values())
                .filter(list -> list.system().equals(system.getUrl()))
                .toList();
        if (!lists.isEmpty()
            && lists.stream().map(OfficialList::code).allMatch(imported::contains)) {
          List<OfficialConcept> concepts = new ArrayList<>();
          lists.forEach(list -> concepts.addAll(of(list)));
          OfficialConceptResource.replace(system, concepts);
        }
      }
    }
  }

  List<OfficialConcept> of(OfficialList list) {
    return sql.query(
        "select * from vf.terminology_concept where list = ? order by code",
        (rows, n) -> concept(rows),
        list.code());
  }

  private static OfficialConcept concept(ResultSet row) throws SQLException {
    Date from = row.getDate("valid_from");
    return new OfficialConcept(
        row.getString("code"),
        row.getString("display"),
        row.getString("parent"),
        from == null ? null : from.toLocalDate(),
        row.getString("level"),
        row.getBoolean("not_main"));
  }
}
