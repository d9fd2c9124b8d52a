package se.vardformedling.search;

import java.util.List;
import java.util.Optional;
import se.vardformedling.agreement.Term;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.waitingtime.Wait;

/**
 * One offer with all that is known for judging it.
 *
 * @param waits the newest median of each kind
 * @param referencePriceOre what the vårdtjänst usually costs, if known
 * @param quality its rate of what should not happen, if known
 * @param standing where it stands and who runs it; unknown when nobody asks
 */
record Candidate(
    Offer offer,
    List<Term> terms,
    List<Wait> waits,
    Optional<Long> referencePriceOre,
    Optional<Quality> quality,
    Site.Standing standing) {

  /** Of which nobody asks where it stands. */
  Candidate(
      Offer offer,
      List<Term> terms,
      List<Wait> waits,
      Optional<Long> referencePriceOre,
      Optional<Quality> quality) {
    this(offer, terms, waits, referencePriceOre, quality, Site.Standing.UNKNOWN);
  }

  /**
   * How often something goes wrong, such as a reoperation within two years, in per cent.
   *
   * @param benchmark what is usual
   */
  record Quality(double rate, double benchmark) {

    /** 1 when nothing goes wrong, a half at the usual rate, 0 from twice the usual. */
    double value() {
      return Math.min(1, Math.max(0, 1 - rate / benchmark / 2));
    }
  }
}
