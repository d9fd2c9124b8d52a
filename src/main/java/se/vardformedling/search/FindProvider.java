package se.vardformedling.search;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.agreement.Term;
import se.vardformedling.capacity.Announcements;
import se.vardformedling.capacity.Announcements.Offered;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.catalogue.Offer;
import se.vardformedling.catalogue.Units;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitRules;
import se.vardformedling.waitingtime.WaitingTimes;

/** Which providers suit this need, in what order and why. Changes nothing. */
@Component
public class FindProvider {
  private final Catalogue catalogue;
  private final Units units;
  private final Agreements agreements;
  private final WaitingTimes waitingTimes;
  private final Announcements announcements;
  private final JdbcClient sql;
  private final Clock clock;

  FindProvider(
      Catalogue catalogue,
      Units units,
      Agreements agreements,
      WaitingTimes waitingTimes,
      Announcements announcements,
      JdbcClient sql,
      Clock clock) {
    this.catalogue = catalogue;
    this.units = units;
    this.agreements = agreements;
    this.waitingTimes = waitingTimes;
    this.announcements = announcements;
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * The providers that suit, best first.
   *
   * @param matches in order, all of them
   * @param excluded what did not suit, near misses first
   */
  public record Answer(List<Suitability> matches, List<Suitability> excluded) {}

  /** As of the question's day: now, if it is today; a day that has been, as it ended. */
  @Transactional(readOnly = true)
  public Answer answer(Question question) {
    boolean past = question.asOf().isBefore(LocalDate.now(clock));
    return answer(question, moment(question.asOf()), past);
  }

  /**
   * As of a moment.
   *
   * @param moment as of which capacity is announced, waits are published and agreements hold, with
   *     what was left of them; of the catalogue, prices to compare with and quality only what is so
   *     now is known
   */
  @Transactional(readOnly = true)
  public Answer answer(Question question, Instant moment) {
    return answer(question, moment, moment.isBefore(clock.instant()));
  }

  private Answer answer(Question question, Instant moment, boolean past) {
    List<Offer> offers =
        announced(question, catalogue.offers(question.vardtjanster()), moment, past);
    List<String> services = offers.stream().map(Offer::serviceId).distinct().toList();
    Map<String, List<Term>> terms =
        (past ? agreements.terms(services, moment) : agreements.terms(services))
            .stream().collect(Collectors.groupingBy(Term::serviceId));
    Map<String, List<Wait>> waits =
        (past ? waitingTimes.medians(services, moment) : waitingTimes.medians(services))
            .stream().collect(Collectors.groupingBy(Wait::serviceId));
    Map<String, Long> prices = referencePrices(question);
    Map<String, Candidate.Quality> qualities = qualities(services);
    Map<String, Site.Standing> standings = question.site().isAny() ? Map.of() : standings(offers);
    List<Suitability> judged =
        offers.stream()
            .map(
                offer ->
                    new Candidate(
                        offer,
                        terms.getOrDefault(offer.serviceId(), List.of()),
                        WaitRules.about(
                            offer.vardtjanst(), waits.getOrDefault(offer.serviceId(), List.of())),
                        Optional.ofNullable(prices.get(offer.vardtjanst())),
                        Optional.ofNullable(
                                qualities.get(offer.serviceId() + "|" + offer.vardtjanst()))
                            .or(() -> Optional.ofNullable(qualities.get(offer.serviceId() + "|"))),
                        standings.getOrDefault(offer.serviceId(), Site.Standing.UNKNOWN)))
            .map(candidate -> RankingRules.judge(question, candidate))
            .sorted(RankingRules.order(question.sort(), question.asOf()))
            .toList();
    return new Answer(
        judged.stream().filter(s -> s.excluded().isEmpty()).toList(),
        judged.stream()
            .filter(s -> !s.excluded().isEmpty())
            .sorted(Comparator.comparing(s -> !s.nearMiss()))
            .toList());
  }

  /** Capacity that is offered to the region counts from the moment it is published. */
  private List<Offer> announced(
      Question question, List<Offer> offers, Instant moment, boolean past) {
    List<String> services = offers.stream().map(Offer::serviceId).distinct().toList();
    Map<Offered, Instant> offered =
        past
            ? announcements.offeredThen(services, question.region(), moment)
            : announcements.offered(services, question.region(), moment);
    return offers.stream()
        .map(
            offer ->
                Optional.ofNullable(offered.get(new Offered(offer.serviceId(), offer.vardtjanst())))
                    .map(end -> offer.announcedUntil(LocalDate.ofInstant(end, clock.getZone())))
                    .orElse(offer))
        .toList();
  }

  /** Where each stands and who runs it, by service. */
  public Map<String, Site.Standing> standings(List<Offer> offers) {
    Map<String, String> places =
        catalogue.municipalities(offers.stream().map(Offer::locationId).distinct().toList());
    Map<String, String> regions =
        units.runBy(offers.stream().map(Offer::unitId).distinct().toList());
    return offers.stream()
        .collect(
            Collectors.toMap(
                Offer::serviceId,
                offer ->
                    new Site.Standing(
                        county(places.getOrDefault(offer.locationId(), "")),
                        regions.getOrDefault(offer.unitId(), "")),
                (one, same) -> one));
  }

  private static String county(String municipality) {
    return municipality.length() < 2 ? "" : municipality.substring(0, 2);
  }

  private Instant moment(LocalDate day) {
    LocalDate today = LocalDate.now(clock);
    if (day.equals(today)) {
      return clock.instant();
    }
    return day.isBefore(today)
        ? day.plusDays(1).atStartOfDay(clock.getZone()).toInstant().minusMillis(1)
        : day.atStartOfDay(clock.getZone()).toInstant();
  }

  /** By service and vårdtjänst; of one that does not say which, by service alone. */
  private Map<String, Candidate.Quality> qualities(List<String> services) {
    return sql
        .sql(
            """
            select service_id || '|' || vardtjanst, rate, benchmark from vf.quality
             where service_id = any(:services)
            """)
        .param("services", services.toArray(String[]::new))
        .query(
            (rows, n) ->
                Map.entry(
                    rows.getString(1), new Candidate.Quality(rows.getDouble(2), rows.getDouble(3))))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<String, Long> referencePrices(Question question) {
    return sql
        .sql("select vardtjanst, price_ore from vf.reference_price where vardtjanst = any(:codes)")
        .param("codes", question.vardtjanster().toArray(String[]::new))
        .query((rows, n) -> Map.entry(rows.getString(1), rows.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
