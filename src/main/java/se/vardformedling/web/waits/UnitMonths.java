package se.vardformedling.web.waits;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import se.vardformedling.waitingtime.WaitFigure.State;
import se.vardformedling.waitingtime.WaitSeries;
import se.vardformedling.waitingtime.WaitingTimes;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.words.Words.Say;

/** Eighteen months of one service, for the page of its unit. */
@Component
public class UnitMonths {
  private final WaitingTimes waits;
  private final Clock clock;

  UnitMonths(WaitingTimes waits, Clock clock) {
    this.waits = waits;
    this.clock = clock;
  }

  /**
   * What is shown.
   *
   * @param source clock, source, coverage and day of all the months
   * @param table where the same figures stand as a table
   */
  public record Shown(String chart, String source, String table) {}

  /** Empty when no month has a figure that may be shown. */
  public Optional<Shown> of(String service, String vardtjanst, String unit, Say say) {
    LocalDate today = LocalDate.now(clock);
    WaitSeries series = waits.series(vardtjanst, service, Optional.empty(), today);
    WaitSheets sheets = new WaitSheets(say);
    return Optional.of(series)
        .filter(all -> all.months().stream().anyMatch(m -> m.unit().state() == State.SHOWN))
        .map(
            all ->
                new Shown(
                    sheets.chart(all, unit),
                    sheets.source(all),
                    new Address(WaitSheets.PATH + "/enhet/" + service, Map.of())
                        .with("vard", vardtjanst)
                        .toString()));
  }
}
