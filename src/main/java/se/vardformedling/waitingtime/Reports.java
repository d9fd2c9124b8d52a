package se.vardformedling.waitingtime;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MeasureReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.waitingtime.Figures.Edition;

/** The reports of a source: written when its figures change, withdrawn when they are no more. */
@Component
class Reports {
  private static final String STANDING =
      """
      select w.report_id, w.service_id, w.vardtjanst, w.kind,
             (select count(*) from vf.offer o where o.service_id = w.service_id) > 1 as several,
             case w.kind
               when 'wait-reported-estimate'
               then exists (select 1 from vf.wait_estimate e
                             where e.service_id = w.service_id and w.vardtjanst in (e.vardtjanst, ''))
               else exists (select 1 from vf.wait_figure f
                             where f.place = w.service_id and w.vardtjanst in (f.vardtjanst, '')
                               and f.source = w.source and f.level = 'unit'
                               and f.slice = 'all' and f.state <> 'missing'
                               and f.clock || '/' || f.span
                                 = case w.kind when 'wait-waiting' then 'waiting/now' else 'performed/90' end)
             end as told
        from vf.wait w
       where w.source = :source and w.metric = 'median' and w.span = '90' %s
       order by 1
      """;

  private final JdbcClient sql;
  private final FhirStore store;

  Reports(JdbcClient sql, FhirStore store) {
    this.sql = sql;
    this.store = store;
  }

  /**
   * A report that speaks now.
   *
   * @param place what it says that it is about; not where, which is not asked
   * @param told whether there is a figure that it can speak of
   */
  private record Standing(String id, Place place, String kind, boolean told) {
    /** Whether it is one of ours; others are not ours to withdraw. */
    boolean of(String source) {
      return own(source) || id.equals(place.among(!place.several()).reportId(clock(), source));
    }

    /** Whether it is named as it would be now: a service may have got a second vårdtjänst. */
    boolean own(String source) {
      return id.equals(place.reportId(clock(), source));
    }

    private String clock() {
      return kind.substring(kind.indexOf('-') + 1);
    }
  }

  /**
   * In the caller's transaction, after the figures. What should speak and does not is told too.
   *
   * @param changed the places whose figures are new
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void publish(
      Edition edition,
      List<Published> rows,
      Set<String> changed,
      Map<String, Place> places,
      String rule) {
    Set<String> standing =
        standing(edition.source(), places.keySet()).stream()
            .map(Standing::id)
            .collect(Collectors.toSet());
    List<Published> reported =
        rows.stream()
            .filter(
                told -> {
                  FigureKey key = told.row().key();
                  Place place = places.get(key.place());
                  return place != null
                      && (changed.contains(key.place())
                          || !standing.contains(place.reportId(key.clock(), edition.source())));
                })
            .toList();
    ReportResource.bundle(edition, reported, places, rule).ifPresent(store::transaction);
  }

  /**
   * In the caller's transaction: a report whose figure is told no more says so, whether its unit
   * fell silent, its service is gone or has got a second vårdtjänst, or its source has sent nothing
   * for six weeks.
   *
   * @param all whether nothing of the source may be used
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void withdraw(Edition edition, boolean all) {
    withdraw(edition, all, standing(edition.source()));
  }

  /** As {@link #withdraw(Edition, boolean)}, of these services only. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void withdraw(Edition edition, boolean all, Set<String> services) {
    withdraw(edition, all, standing(edition.source(), services));
  }

  private void withdraw(Edition edition, boolean all, List<Standing> standing) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (Standing report : standing) {
      boolean told = report.told() && report.own(edition.source());
      if (report.of(edition.source()) && (all || !told)) {
        ReportResource.put(
            bundle, ReportResource.withdrawn(store.read(MeasureReport.class, report.id())));
      }
    }
    if (bundle.hasEntry()) {
      store.transaction(bundle);
    }
  }

  private List<Standing> standing(String source) {
    return standing(sql.sql(STANDING.formatted("")).param("source", source));
  }

  private List<Standing> standing(String source, Set<String> services) {
    return standing(
        sql.sql(STANDING.formatted("and w.service_id = any(:services)"))
            .param("source", source)
            .param("services", services.toArray(String[]::new)));
  }

  private static List<Standing> standing(JdbcClient.StatementSpec asked) {
    return asked
        .query(
            (row, n) ->
                new Standing(
                    row.getString("report_id"),
                    new Place(
                        row.getString("service_id"),
                        "",
                        "",
                        row.getString("vardtjanst"),
                        row.getBoolean("several")),
                    row.getString("kind"),
                    row.getBoolean("told")))
        .list();
  }
}
