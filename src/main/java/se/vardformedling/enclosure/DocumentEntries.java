package se.vardformedling.enclosure;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ReadModel;

/** What the current documents of a need are, without a look at their files. */
@Component
class DocumentEntries implements ReadModel {
  private final JdbcClient sql;

  DocumentEntries(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A document.
   *
   * @param kind a code of CodeSystem document-kind
   * @param bytes of its file
   */
  record Entry(String kind, long bytes) {}

  List<Entry> of(String needId) {
    return sql.sql(
            "select kind, bytes from vf.document_entry where need_id = ? order by document_id")
        .param(needId)
        .query((row, n) -> new Entry(row.getString(1), row.getLong(2)))
        .list();
  }

  @Override
  public Set<String> types() {
    return Set.of("DocumentReference");
  }

  @Override
  public void follow(IBaseResource resource) {
    DocumentReference document = (DocumentReference) resource;
    String id = document.getIdElement().getIdPart();
    sql.sql("delete from vf.document_entry where document_id = ?").param(id).update();
    if (ReferralResource.current(document)) {
      for (String need : ReferralResource.needs(document)) {
        sql.sql("insert into vf.document_entry values (?, ?, ?, ?)")
            .params(id, need, ReferralResource.kind(document), ReferralResource.size(document))
            .update();
      }
    }
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.document_entry");
  }

  @Override
  public void clear() {
    sql.sql("delete from vf.document_entry").update();
  }
}
