package se.vardformedling.bench;

import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Browser;

/**
 * How long the server takes to make a page, the whole HTML over HTTP: the catalogue and a region's
 * cases at national scale, the lägesbild of 21 regions.
 */
@NodeIT
@Import(NationCodes.class)
class PagesBench {
  private static final int VARDTJANSTER = Integer.getInteger("bench.vardtjanster", Nation.ONE);
  private static final int COUNT = Integer.getInteger("bench.count", 300);
  private static final int WARM_UP = Math.max(20, COUNT / 2);

  /** Over-waiting patients of one region, if all 50 000 of the country were brokered. */
  private static final int CASES = 2_400;

  @LocalServerPort int port;
  @Autowired JdbcTemplate sql;
  @Autowired Clock clock;

  private final Report report = new Report("pages");

  @Test
  void a_page_is_made_in_a_tenth_of_a_second() {
    new NationRows(sql, LocalDate.now(clock)).fill(new Nation(VARDTJANSTER));
    cases();
    Browser browser = new Browser(port);
    browser.signIn("broker-dalarna", "/app/me");

    page(browser, "start", "/app", 100);
    page(browser, "case list", "/app/arenden", 100);
    page(browser, "search", "/app/hitta?vad=kn%C3%A4&fran=2080", 100);
    page(browser, "unit", "/app/enhet/unit-falun", 100);
    page(browser, "capacity", "/app/kapacitet", 100);
    page(browser, "waits of 21 regions", "/app/lagesbild?vard=knaprotes", 150);
    page(browser, "waits of all units", "/app/lagesbild?vard=knaprotes&niva=enhet", 150);
    report.finish();
  }

  private void page(Browser browser, String name, String path, int bar) {
    Figures figures = report.add(Figures.measure(name, WARM_UP, COUNT, n -> open(browser, path)));
    report.tell(name + ", p95 in ms; on a quiet machine at most " + bar, figures.p95());
  }

  private static void open(Browser browser, String path) {
    Browser.Page page = browser.once(path);
    if (page.status() != 200 || !page.body().contains("</html>")) {
      throw new AssertionError(path + " " + page.status());
    }
  }

  /** The rows that lists are read from; the resources behind them are not opened. */
  private void cases() {
    sql.update(
        """
        insert into vf.case_file (case_id, need_id, task_id, region, requester_unit)
        select 'VF-' || upper(substr(md5('c' || n), 1, 12)), 'n' || n, 't' || n, '20', 'TSTNMT2321000156-VF0002'
          from generate_series(1, ?) n
        """,
        CASES);
    sql.update(
        """
        insert into vf.case_need (case_id, need_id, requester_id, vardtjanst, priority, status, clock_kind,
                                  clock_start, due)
        select 'VF-' || upper(substr(md5('c' || n), 1, 12)), 'n' || n, 'unit-mora', 'knaprotes', 'routine', 'active',
               'treatment', current_date - n % 120, current_date - n % 120 + 90
          from generate_series(1, ?) n
        """,
        CASES);
    sql.update(
        """
        insert into vf.case_task (task_id, case_id, kind, state, status, version, opened, since)
        select 't' || n, 'VF-' || upper(substr(md5('c' || n), 1, 12)), 'broker-case',
               (array['need-registered', 'searching', 'inquiring', 'scheduled', 'performed'])[n % 5 + 1],
               'in-progress', 1, now(), now()
          from generate_series(1, ?) n
        """,
        CASES);
    Upkeep.statistics(sql);
  }
}
