package se.vardformedling.referral;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.audit.KnownCases;

/** Which case a need or a Task belongs to, and whose a case is, for the access log. */
@Component
class CaseIndex implements KnownCases {
  private final JdbcClient sql;

  CaseIndex(JdbcClient sql) {
    this.sql = sql;
  }

  @Override
  public Map<String, String> caseIds(Collection<String> resources) {
    return sql
        .sql(
            """
            select 'Task/' || task_id, case_id from vf.case_task where task_id = any(:tasks)
            union all
            select 'ServiceRequest/' || need_id, case_id from vf.case_need where need_id = any(:needs)
            """)
        .param("tasks", ids("Task/", resources))
        .param("needs", ids("ServiceRequest/", resources))
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
  }

  @Override
  public Set<String> ofRegion(Collection<String> caseIds, String region) {
    return new HashSet<>(
        sql.sql("select case_id from vf.case_file where case_id = any(:cases) and region = :region")
            .param("cases", caseIds.toArray(String[]::new))
            .param("region", region)
            .query(String.class)
            .list());
  }

  private static String[] ids(String prefix, Collection<String> resources) {
    return resources.stream()
        .filter(one -> one.startsWith(prefix))
        .map(one -> one.substring(prefix.length()))
        .toArray(String[]::new);
  }
}
