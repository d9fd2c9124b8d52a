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
 */
record Candidate(
    Offer offer, List<Term> terms, List<Wait> waits, Optional<Long> referencePriceOre) {}
