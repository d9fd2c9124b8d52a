package se.vardformedling.waitingtime;

/**
 * Which figure of a vårdtjänst and source.
 *
 * @param clock performed or waiting
 * @param level unit, region or nation
 * @param place a service's id, a länskod or SE
 * @param slice all, need-within-30, need-within-90, need-later or general (anaesthesia)
 * @param span days back (30, 90, 365), a month (2026-05), running, or now
 */
record FigureKey(String clock, String level, String place, String slice, String span) {
  static final String ALL = "all";

  String cell() {
    return String.join("/", clock, level, place, slice, span);
  }

  FigureKey at(String otherLevel, String otherPlace) {
    return new FigureKey(clock, otherLevel, otherPlace, slice, span);
  }

  FigureKey in(String otherSlice) {
    return new FigureKey(clock, level, place, otherSlice, span);
  }

  FigureKey over(String otherSpan) {
    return new FigureKey(clock, level, place, slice, otherSpan);
  }
}
