package se.vardformedling.messaging;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends now: few at once, fewer to one party, never one message twice. A party that does not
 * answer holds up nobody but itself: after that it gets one place, and all such parties half.
 */
class Lanes {
  /** Those that wait are only a short cut past their timers, which wake them anyway. */
  private static final int REMEMBERED = 1000;

  private final int all;
  private final int each;
  private final Set<Turn> sending = new HashSet<>();
  private final Set<Turn> waiting = new LinkedHashSet<>();
  private final Set<String> silent = new HashSet<>();

  /**
   * Makes them.
   *
   * @param all how many send at once
   * @param each how many of them to one party
   */
  Lanes(int all, int each) {
    this.all = all;
    this.each = each;
  }

  /**
   * A try.
   *
   * @param party to whose access point it goes
   * @param timer what wakes it
   */
  record Turn(String party, String messageId, String timer) {}

  /** False if it has to wait; it will be taken up when there is room, or its timer wakes it. */
  synchronized boolean enter(Turn turn) {
    if (free(turn)) {
      waiting.remove(turn);
      sending.add(turn);
      return true;
    }
    if (waiting.size() < REMEMBERED) {
      waiting.add(turn);
    }
    return false;
  }

  synchronized void leave(Turn turn) {
    sending.remove(turn);
  }

  /** Whether the party has answered the last try. */
  synchronized void heard(String party, boolean answered) {
    if (answered) {
      silent.remove(party);
    } else {
      silent.add(party);
    }
  }

  /** The first of those that wait for whom there is room; it has entered. */
  synchronized Optional<Turn> next() {
    for (Iterator<Turn> all = waiting.iterator(); all.hasNext(); ) {
      Turn turn = all.next();
      if (free(turn)) {
        all.remove();
        sending.add(turn);
        return Optional.of(turn);
      }
    }
    return Optional.empty();
  }

  private boolean free(Turn turn) {
    boolean quiet = silent.contains(turn.party());
    return sending.size() < all
        && to(Set.of(turn.party())) < (quiet ? 1 : each)
        && (!quiet || to(silent) < all / 2)
        && sending.stream().noneMatch(one -> one.messageId().equals(turn.messageId()));
  }

  private long to(Set<String> parties) {
    return sending.stream().filter(one -> parties.contains(one.party())).count();
  }
}
