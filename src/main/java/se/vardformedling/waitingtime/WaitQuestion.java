package se.vardformedling.waitingtime;

import java.util.Optional;

/**
 * What is asked of the table.
 *
 * @param days 30, 90 or 365: care performed in so many days back from the source's last day
 * @param slice all, need-within-30, need-within-90, need-later (medical need, where the source
 *     states it) or general (anaesthesia, where it states that)
 * @param minimum leaves out rows that rest on fewer, or are masked
 * @param source which one; else the one that covers the vårdtjänst best
 */
public record WaitQuestion(
    String vardtjanst,
    Level level,
    int days,
    String slice,
    int minimum,
    Sort sort,
    boolean descending,
    Optional<String> source) {

  /** What a row stands for. */
  public enum Level {
    UNIT,
    REGION,
    NATION
  }

  /** By what; rows without it come last either way, ties by name. */
  public enum Sort {
    MEDIAN,
    NAME,
    N,
    SHARE,
    CHANGE,
    ASA
  }

  public WaitQuestion {
    if (days != 30 && days != 90 && days != 365) {
      throw new IllegalArgumentException("30, 90 or 365 days");
    }
  }

  /** By region, the last 90 days, the shortest wait first. */
  public static WaitQuestion of(String vardtjanst) {
    return new WaitQuestion(
        vardtjanst, Level.REGION, 90, FigureKey.ALL, 0, Sort.MEDIAN, false, Optional.empty());
  }
}
