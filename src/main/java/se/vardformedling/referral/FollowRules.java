package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.referral.EffectRules.Item;

/** The case follows its Tasks: which of the server's own moves is due, if any. */
final class FollowRules {
  private static final Set<String> ASKED = Set.of("requested", "received", "awaiting-information");
  private static final Set<String> BEGUN =
      Set.of("scheduled", "no-show", "appointment-cancelled", "visit-completed");
  private static final Set<String> WAITING =
      Set.of("order-sent", "order-received", "order-accepted", "on-hold");

  /** Where the case itself says how far the documents have come. */
  static final Set<String> FOLLOWING_DOCUMENTS = Set.of("provider-selected", "documents-sent");

  private FollowRules() {}

  /** How far the documents of an order have come, as was told, also while the case waited. */
  enum Documents {
    NONE,
    SENT,
    RECEIVED
  }

  /**
   * What the Tasks of a case have come to.
   *
   * @param inquiries the states of all inquiries
   * @param offer the state of the latest offer that has left the draft
   * @param order the state of the latest order
   * @param questioned whether a question about the case itself waits for an answer
   * @param documents how far those of the latest order have come
   */
  record Work(
      Set<String> inquiries,
      Optional<String> offer,
      Optional<String> order,
      boolean questioned,
      Documents documents) {

    static Work of(List<Item> all, String caseTaskId, Documents documents) {
      return new Work(
          all.stream()
              .filter(item -> item.kind() == Kind.INQUIRY)
              .map(Item::state)
              .collect(Collectors.toSet()),
          latestOffer(all).map(Item::state),
          EffectRules.latest(all, Kind.ORDER).map(Item::state),
          all.stream()
              .anyMatch(
                  item ->
                      item.is(Kind.INFORMATION, "requested") && item.about().contains(caseTaskId)),
          documents);
    }

    /** The offer that is out; if none is, the last that was. A draft may be older than both. */
    private static Optional<Item> latestOffer(List<Item> all) {
      List<Item> sent =
          all.stream()
              .filter(item -> item.kind() == Kind.OFFER && !item.state().equals("draft"))
              .toList();
      return sent.stream()
          .filter(item -> !item.ended())
          .reduce((first, last) -> last)
          .or(() -> sent.stream().reduce((first, last) -> last));
    }

    boolean asked() {
      return inquiries.stream().anyMatch(ASKED::contains);
    }

    boolean accepted() {
      return inquiries.contains("offer-made");
    }
  }

  /** The name of the row to make next from the state; empty when the case is where it belongs. */
  static Optional<String> next(String state, Work work) {
    return switch (state) {
      case "need-assessed", "searching", "inquiring", "provider-proposed" -> seeking(state, work);
      case "patient-offered", "patient-no-answer", "patient-accepted" ->
          offering(state, work.offer().orElse(""));
      case "provider-selected", "documents-sent", "documents-received", "scheduled" ->
          ordered(state, work);
      case "cancellation-requested" -> cancelling(work.order().orElse(""));
      case "awaiting-information" -> when(!work.questioned(), "C06");
      case "patient-unavailable", "medically-paused" ->
          when(work.order().equals(Optional.of("performed")), "C24");
      default -> Optional.empty();
    };
  }

  private static Optional<String> seeking(String state, Work work) {
    boolean begun = work.asked() || work.accepted();
    return switch (state) {
      case "need-assessed" -> when(begun, "C08");
      case "searching" -> when(begun, "C09");
      case "inquiring" -> work.accepted() ? Optional.of("C10") : when(!work.asked(), "C11");
      default -> proposed(work);
    };
  }

  private static Optional<String> offering(String state, String offer) {
    return switch (state) {
      case "patient-offered" -> offered(offer, true);
      case "patient-no-answer" -> offered(offer, false);
      default -> regretted(offer);
    };
  }

  private static Optional<String> proposed(Work work) {
    if (work.offer().filter(Set.of("requested", "received")::contains).isPresent()) {
      return Optional.of("C12");
    }
    return work.accepted() ? Optional.empty() : Optional.of(work.asked() ? "C37" : "C11");
  }

  private static Optional<String> offered(String offer, boolean inTime) {
    return switch (offer) {
      case "requested", "received" -> Optional.empty();
      case "no-answer" -> when(inTime, "C15");
      case "accepted" -> Optional.of("C13");
      case "rejected" -> Optional.of("C14");
      default -> Optional.of("C38");
    };
  }

  private static Optional<String> regretted(String offer) {
    return switch (offer) {
      case "accepted" -> Optional.empty();
      case "patient-regret" -> Optional.of("C39");
      default -> Optional.of("C38");
    };
  }

  private static Optional<String> ordered(String state, Work work) {
    String order = work.order().orElse("");
    boolean scheduled = state.equals("scheduled");
    if (work.offer().equals(Optional.of("patient-regret")) && !scheduled) {
      return Optional.of("C39");
    }
    if (BEGUN.contains(order)) {
      return when(!scheduled, "C19");
    }
    if (order.equals("performed")) {
      return Optional.of("C20");
    }
    if (!WAITING.contains(order) && !order.equals("cancellation-requested")) {
      return Optional.of("C25");
    }
    return documents(state, work.documents());
  }

  private static Optional<String> documents(String state, Documents documents) {
    return switch (state) {
      case "provider-selected" -> when(documents != Documents.NONE, "C17");
      case "documents-sent" -> when(documents == Documents.RECEIVED, "C18");
      default -> Optional.empty();
    };
  }

  private static Optional<String> cancelling(String order) {
    if (order.equals("performed")) {
      return Optional.of("C32");
    }
    if (order.equals("cancellation-requested")) {
      return Optional.empty();
    }
    return Optional.of(BEGUN.contains(order) || WAITING.contains(order) ? "C33" : "C31");
  }

  private static Optional<String> when(boolean due, String row) {
    return due ? Optional.of(row) : Optional.empty();
  }
}
