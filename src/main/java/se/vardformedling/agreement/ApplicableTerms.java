package se.vardformedling.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers which agreements a region may use for a vårdtjänst, the most specific first. */
@Component
class ApplicableTerms {
  private final JdbcClient sql;
  private final AgreementJson json;

  ApplicableTerms(JdbcClient sql, AgreementJson json) {
    this.sql = sql;
    this.json = json;
  }

  /** What a term does not carry itself. */
  private record Terms(String version, PriceTerms price, int usedPercent) {}

  private static final Terms UNKNOWN = new Terms("", PriceTerms.silent(), 0);

  /** Services that suit the question, whoever has agreements about them. */
  List<String> services(Applicable.Question question) {
    return sql.sql(
            """
            select distinct t.service_id from vf.agreement_term t
              left join vf.offer o on o.service_id = t.service_id
             where t.vardtjanst = :vardtjanst and (:service = '' or t.service_id = :service)
               and (:provider = '' or o.unit_id = :provider)
            """)
        .param("vardtjanst", question.vardtjanst())
        .param("service", question.serviceId())
        .param("provider", question.providerId())
        .query(String.class)
        .list();
  }

  List<Applicable> answer(Applicable.Question question, List<Term> terms) {
    List<Term> usable =
        TermRules.ranked(
            terms,
            new CallOff(question.region(), question.vardtjanst(), question.date(), 1, List.of()));
    Map<String, Terms> prices = prices(question.vardtjanst(), usable);
    return usable.stream()
        .map(
            term -> {
              Terms more = prices.getOrDefault(key(term.contractId(), term.serviceId()), UNKNOWN);
              return new Applicable(
                  term.contractId(),
                  more.version(),
                  term.serviceId(),
                  term.vardtjanst(),
                  term.commissioner(),
                  term.validFrom(),
                  term.validTo(),
                  more.price(),
                  term.remaining(),
                  warnings(question, term, more.usedPercent()));
            })
        .toList();
  }

  private static List<String> warnings(Applicable.Question question, Term term, int usedPercent) {
    List<String> warnings = new ArrayList<>();
    if (term.remaining().map(left -> left < question.volume()).orElse(false)) {
      warnings.add("cap-too-small");
    }
    if (usedPercent >= VolumeRules.NEAR_PERCENT) {
      warnings.add("near-cap");
    }
    if (term.validTo().map(end -> end.isBefore(question.date().plusDays(90))).orElse(false)) {
      warnings.add("ends-soon");
    }
    if (!term.commissioner().equals(question.region())) {
      warnings.add("borrowed");
    }
    return warnings;
  }

  private Map<String, Terms> prices(String vardtjanst, List<Term> terms) {
    return sql
        .sql(
            """
            select t.contract_id, t.service_id, t.price, coalesce(g.version, 0) as version,
                   coalesce((v.reserved + v.consumed) * 100 / nullif(v.cap, 0), 0) as used
              from vf.agreement_term t
              left join vf.agreement g using (contract_id)
              left join vf.volume v
                on v.contract_id = t.contract_id and v.service_id = t.service_id and v.vardtjanst = t.counter
             where t.contract_id = any(:contracts) and t.service_id = any(:services)
               and t.vardtjanst = :vardtjanst
            """)
        .param("vardtjanst", vardtjanst)
        .param("contracts", terms.stream().map(Term::contractId).toArray(String[]::new))
        .param("services", terms.stream().map(Term::serviceId).toArray(String[]::new))
        .query(
            (rows, n) ->
                Map.entry(
                    key(rows.getString("contract_id"), rows.getString("service_id")),
                    new Terms(
                        rows.getString("version"),
                        json.read(rows.getString("price"), PriceTerms.class),
                        rows.getInt("used"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
  }

  private static String key(String contractId, String serviceId) {
    return contractId + "|" + serviceId;
  }
}
