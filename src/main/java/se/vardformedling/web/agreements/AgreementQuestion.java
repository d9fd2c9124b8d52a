package se.vardformedling.web.agreements;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.agreement.AgreementQuery;
import se.vardformedling.terminology.Concept;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Pages;

/**
 * What the register's form asks, read out of an address; nonsense narrows nothing, and is told.
 *
 * @param cares that there are
 */
public record AgreementQuestion(Address address, List<Concept> cares) {
  static final int PAGE = 100;
  private static final int FILE = 5000;

  /** What the query sorts by, by the table's column. */
  private static final Map<String, String> SORTS =
      Map.of(
          "nummer", "number",
          "vardgivare", "provider",
          "agare", "commissioner",
          "galler", "valid-to",
          "lage", "state",
          "anvant", "used",
          "kvar", "left",
          "larm", "alerts");

  public String words() {
    return address.said("sok");
  }

  /** Länskod of the owner; empty for all. */
  public String region() {
    return Optional.of(address.said("lan")).filter(r -> Regions.name(r).isPresent()).orElse("");
  }

  /** Code of a vårdtjänst; empty for all. */
  public String care() {
    return Optional.of(address.said("vard"))
        .filter(said -> cares.stream().anyMatch(care -> care.code().equals(said)))
        .orElse("");
  }

  /** One of {@link AgreementQuery#STATES}; empty for all. */
  public String state() {
    return Optional.of(address.said("lage")).filter(AgreementQuery.STATES::contains).orElse("");
  }

  /** Of all the agreements, not of those on a page. */
  AgreementQuery query(LocalDate today) {
    String sort = address.said("sortera");
    boolean file = Exports.known(address.said("som"));
    return new AgreementQuery(
        words(),
        region(),
        care(),
        "",
        state(),
        SORTS.getOrDefault(sort.replaceFirst("^-", ""), "ends-next"),
        sort.startsWith("-"),
        file ? 0 : Pages.asked(address) - 1,
        file ? FILE : PAGE,
        today);
  }

  /** What was asked for and not understood: names of the form. */
  List<String> ignored() {
    Map<String, Boolean> understood = new LinkedHashMap<>();
    understood.put("lage", !state().isEmpty());
    understood.put("lan", !region().isEmpty());
    understood.put("vard", !care().isEmpty());
    return understood.entrySet().stream()
        .filter(one -> !address.said(one.getKey()).isEmpty() && !one.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
