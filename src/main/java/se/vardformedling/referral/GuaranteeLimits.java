package se.vardformedling.referral;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.OwnRows;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Terms;

/** What the regions promise beyond the law: shorter limits, each from a day on. */
@Component
public class GuaranteeLimits {
  /** For every vårdtjänst that has no limit of its own. */
  public static final String ALL = "*";

  private final JdbcClient sql;
  private final Terms terms;
  private final Catalogue catalogue;
  private final OwnRows rows;
  private final Clock clock;

  GuaranteeLimits(JdbcClient sql, Terms terms, Catalogue catalogue, OwnRows rows, Clock clock) {
    this.sql = sql;
    this.terms = terms;
    this.catalogue = catalogue;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * A region's own limit.
   *
   * @param vardtjanst a code, or {@link #ALL}
   * @param days never more than the law's
   */
  public record Limit(String vardtjanst, String kind, LocalDate validFrom, int days) {}

  /** The limits of the caller's region, past and coming, in order. */
  public List<Limit> list(Caller caller) {
    return sql.sql(
            """
            select vardtjanst, kind, valid_from, days from vf.guarantee_limit
             where region = :region order by vardtjanst, kind, valid_from
            """)
        .param("region", caller.region().orElse(""))
        .query(
            (rows, n) ->
                new Limit(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getDate(3).toLocalDate(),
                    rows.getInt(4)))
        .list();
  }

  /** Sets a limit for the broker's own region; clocks that run already keep theirs. */
  @Transactional
  public void set(Caller caller, Limit limit) {
    if (caller.role() != Role.VARDFORMEDLARE || caller.region().isEmpty()) {
      throw Problem.ACTOR_NOT_ALLOWED.because("guarantee limits are set by the region's broker");
    }
    rows.change(
        "Organization/"
            + catalogue.regionOrganization(caller.region().get()).orElse(caller.region().get()));
    boolean known =
        limit.vardtjanst().equals(ALL)
            || terms.concept(Canonical.codeSystem("vardtjanst"), limit.vardtjanst()).isPresent();
    if (!known || terms.concept(Canonical.codeSystem("clock-kind"), limit.kind()).isEmpty()) {
      throw Problem.CODE_INVALID.at(known ? "kind" : "vardtjanst", "");
    }
    int law = GuaranteeRules.limit(limit.kind(), Optional.empty());
    if (limit.days() < 0 || limit.days() > law) {
      throw Problem.VALUE_INVALID.at("days", "0 to the law's " + law);
    }
    if (limit.validFrom().isBefore(GuaranteeRules.day(clock.instant()))) {
      throw Problem.DATE_OUT_OF_RANGE.at("validFrom", "today or later");
    }
    sql.sql(
            """
            insert into vf.guarantee_limit (region, vardtjanst, kind, valid_from, days, set_by, set_at)
            values (:region, :vardtjanst, :kind, :from, :days, :by, :at)
            on conflict (region, vardtjanst, kind, valid_from)
              do update set days = excluded.days, set_by = excluded.set_by, set_at = excluded.set_at
            """)
        .param("region", caller.region().get())
        .param("vardtjanst", limit.vardtjanst())
        .param("kind", limit.kind())
        .param("from", limit.validFrom())
        .param("days", limit.days())
        .param("by", caller.subject())
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** The region's limit on the day, the vårdtjänst's own before that of all; empty if none. */
  Optional<Integer> inForce(String region, String vardtjanst, String kind, LocalDate day) {
    return sql.sql(
            """
            select days from vf.guarantee_limit
             where region = :region and vardtjanst in (:vardtjanst, '*') and kind = :kind and valid_from <= :day
             order by vardtjanst = '*', valid_from desc limit 1
            """)
        .param("region", region)
        .param("vardtjanst", vardtjanst)
        .param("kind", kind)
        .param("day", day)
        .query(Integer.class)
        .optional();
  }
}
