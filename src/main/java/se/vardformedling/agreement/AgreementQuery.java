package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Which agreements of the register, in what order. Empty texts ask for nothing.
 *
 * @param words in the number or the name of a party
 * @param region länskod of the commissioner
 * @param vardtjanst code of a vårdtjänst that the agreement is about
 * @param priceModel of at least one service
 * @param state as {@link AgreementPage.Row#state}
 * @param sort number, provider, commissioner, valid-to, state, used, left, alerts, or ends-next:
 *     what ends first before the others, and what is over last
 * @param page from 0
 * @param size of a page, or of a file, 1 to 5000
 */
public record AgreementQuery(
    String words,
    String region,
    String vardtjanst,
    String priceModel,
    String state,
    String sort,
    boolean descending,
    int page,
    int size,
    LocalDate today) {
  static final Set<String> SORTS =
      Set.of(
          "number",
          "provider",
          "commissioner",
          "valid-to",
          "ends-next",
          "state",
          "used",
          "left",
          "alerts");

  /** Those that say most of the day first. */
  public static final List<String> STATES =
      List.of("in-force", "exhausted", "upcoming", "draft", "expired", "ended");

  /** A sort or a size that is not offered becomes the nearest that is. */
  public AgreementQuery {
    sort = SORTS.contains(sort) ? sort : "valid-to";
    size = Math.max(1, Math.min(5000, size));
    page = Math.max(0, page);
  }

  /** All that the caller may see, those that end first before the others. */
  public static AgreementQuery all(LocalDate today) {
    return new AgreementQuery("", "", "", "", "", "valid-to", false, 0, 50, today);
  }
}
