package se.vardformedling.referral;

/** What a list of cases is sorted by, of all the cases and not of a page; ties by case ID. */
public enum CaseSort {
  /** The guarantee's last day, the nearest first; cases that have ended last, as they have none. */
  DUE(CaseList.OPEN + " desc, n.due asc nulls last"),
  /** The start of the clock, the longest wait first. */
  WAITING("n.clock_start asc nulls last"),
  /** How long the case has been in its state, the longest first. */
  UNTOUCHED("t.since asc nulls last"),
  /** The newest case first. */
  NEWEST("t.opened desc nulls last"),
  DUE_LAST(CaseList.OPEN + " desc, n.due desc nulls last"),
  WAITING_LAST("n.clock_start desc nulls last"),
  TOUCHED("t.since desc nulls last"),
  CASE("f.case_id"),
  CASE_LAST("f.case_id desc"),
  /** By the vårdtjänst's name in the language that is read. */
  CARE("array_position(cast(:care as text[]), n.vardtjanst) asc nulls last"),
  CARE_LAST("array_position(cast(:care as text[]), n.vardtjanst) desc nulls last"),
  /** By the state's name in the language that is read. */
  STATE("array_position(cast(:states_by_name as text[]), t.state) asc nulls last"),
  STATE_LAST("array_position(cast(:states_by_name as text[]), t.state) desc nulls last"),
  /** Who has taken them, those that nobody has last. */
  HANDLER("h.subject asc nulls last"),
  HANDLER_LAST("h.subject desc nulls last"),
  REQUESTER("p.name asc nulls last"),
  REQUESTER_LAST("p.name desc nulls last"),
  /** The unit that has the order. */
  RECIPIENT("recipient asc nulls last"),
  RECIPIENT_LAST("recipient desc nulls last"),
  /** How far the documents have come. */
  DOCUMENTS("documents asc nulls last"),
  DOCUMENTS_LAST("documents desc nulls last");

  private final String order;

  CaseSort(String order) {
    this.order = order;
  }

  /** Whether the order is that of names in the language that is read. */
  boolean byName() {
    return order.startsWith("array_position");
  }

  /** As SQL; a name's order is in the parameters {@code care} and {@code states_by_name}. */
  String order() {
    return order;
  }
}
