package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Keeps every read model in step with the resources, and makes them anew on demand. */
@Component
@Interceptor
@Order(200)
public class ReadModels implements StorageInterceptor {
  private static final int AT_ONCE = 500;

  /** Of those that may have files inside. */
  private static final int FILES_AT_ONCE = 2;

  private final List<ReadModel> models;
  private final ObjectProvider<FhirStore> store;
  private final JdbcClient sql;
  private final ObjectProvider<EntityManager> session;

  ReadModels(
      ObjectProvider<ReadModel> models,
      ObjectProvider<FhirStore> store,
      JdbcClient sql,
      ObjectProvider<EntityManager> session) {
    this.models = models.orderedStream().toList();
    this.store = store;
    this.sql = sql;
    this.session = session;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    follow(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    follow(after);
  }

  /**
   * Empties and fills all read models in one transaction; readers see the old rows until it is
   * done.
   *
   * @return the number of resources followed
   */
  @Transactional
  public int rebuild() {
    models.forEach(ReadModel::clear);
    int count = 0;
    for (String type :
        models.stream().flatMap(model -> model.types().stream()).distinct().sorted().toList()) {
      count += followAll(type);
    }
    return count;
  }

  /**
   * Makes all read models anew, compares them with what was there, and undoes it. Writers wait
   * while it lasts.
   *
   * @return one line for every row that should not be there, for every one that should, and for
   *     what would not be taken today
   */
  @Transactional
  public List<String> differences() {
    TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
    List<String> told = new ArrayList<>();
    models.forEach(model -> told.addAll(model.breaches()));
    List<String> tables =
        models.stream().flatMap(model -> model.tables().stream()).sorted().toList();
    for (String table : tables) {
      sql.sql(
              "create temporary table %s on commit drop as select to_jsonb(t) as line from %s t"
                  .formatted(kept(table), table))
          .update();
    }
    rebuild();
    tables.forEach(table -> told.addAll(differences(table)));
    return told;
  }

  private List<String> differences(String table) {
    return sql.sql(
            """
            (select ':table is there and should not be: ' || cast(line as text)
               from (select line from :kept except all select to_jsonb(t) from :table t) as extra)
            union all
            (select ':table should be there and is not: ' || cast(line as text)
               from (select to_jsonb(t) as line from :table t except all select line from :kept) as missing)
            order by 1
            """
                .replace(":table", table)
                .replace(":kept", kept(table)))
        .query(String.class)
        .list();
  }

  private static String kept(String table) {
    return "kept_" + table.substring(table.indexOf('.') + 1);
  }

  private void follow(IBaseResource resource) {
    models.stream()
        .filter(model -> model.types().contains(resource.fhirType()))
        .forEach(model -> model.follow(resource));
  }

  /** Some at a time: a search of HAPI's ends at ten thousand, and says nothing of it. */
  private int followAll(String type) {
    int count = 0;
    for (List<Stored> some = after(type, -1); !some.isEmpty(); some = after(type, last(some))) {
      List<IBaseResource> read =
          store.getObject().readAll(type, some.stream().map(Stored::id).toList());
      read.forEach(this::follow);
      count += read.size();
      if (files(type)) {
        // What was read would else be kept to the end of the transaction.
        session.getObject().clear();
      }
    }
    return count;
  }

  private record Stored(long number, String id) {}

  private static long last(List<Stored> some) {
    return some.get(some.size() - 1).number();
  }

  private List<Stored> after(String type, long number) {
    return sql.sql(
            """
            select res_id, fhir_id from hapi.hfj_resource
             where res_type = :type and res_deleted_at is null and res_id > :number order by res_id limit :most
            """)
        .param("type", type)
        .param("number", number)
        .param("most", files(type) ? FILES_AT_ONCE : AT_ONCE)
        .query((row, n) -> new Stored(row.getLong(1), row.getString(2)))
        .list();
  }

  private static boolean files(String type) {
    return type.equals("DocumentReference");
  }
}
