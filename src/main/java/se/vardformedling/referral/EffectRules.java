package se.vardformedling.referral;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import se.vardformedling.referral.CaseTaskResource.Kind;

/** What follows for a case's other Tasks and for the volume when one of its Tasks has moved. */
final class EffectRules {
  private static final Set<String> STANDING = Set.of("offer-made", "selected");

  /** Of what has ended: where the patient is, or has been, with the provider. */
  private static final Set<String> STAYING = Set.of("selected", "performed");

  private static final Set<String> NOT_BEGUN =
      Set.of("order-sent", "order-received", "order-accepted");

  private static final Set<String> WAITING = Machines.CASE.row("C18c").from();

  private static final Set<String> UNBOOKED =
      Set.of("provider-selected", "documents-sent", "documents-received");

  /** Where the server takes a Task that nobody needs any more. */
  private static final Map<Kind, String> MOOT =
      Map.of(
          Kind.INQUIRY, "not-selected",
          Kind.OFFER, "cancelled",
          Kind.ORDER, "cancelled",
          Kind.INFORMATION, "cancelled",
          Kind.ABORT, "withdrawn");

  private EffectRules() {}

  /**
   * One Task of the case, as it now is.
   *
   * @param about the ids of what it is about: the inquiries of an offer, the Task of a question
   */
  record Item(String id, Kind kind, String state, List<String> about) {
    boolean ended() {
      return kind.machine.ended(state);
    }

    boolean is(Kind wanted, String at) {
      return kind == wanted && state.equals(at);
    }
  }

  /** What is to be done. */
  enum Deed {
    /** The Task makes the row. */
    MOVE,
    /** A question about the Task is asked. */
    ASK,
    /** The chosen provider gets the order, and the other inquiries are over. */
    ORDER,
    /** The provider of the order is asked to let go. */
    ABORT,
    /** The case goes on in a new Task. */
    REOPEN,
    /** The provider comes to know of the inquiry. */
    SHOW,
    /** The order's place has been used. */
    CONSUME,
    /** The order's place is free again. */
    RELEASE
  }

  /**
   * One thing to do.
   *
   * @param row of the Task's machine, for a move; empty otherwise
   */
  record Then(Deed deed, String taskId, String row) {}

  /** What follows of a move that has been made, in order. */
  static List<Then> after(Item moved, Move move, List<Item> all) {
    return switch (moved.kind()) {
      case CASE -> ofCase(moved, move, all);
      case INQUIRY -> ofInquiry(moved, move, all);
      case OFFER -> ofOffer(moved, all);
      case ORDER -> ofOrder(moved, move, all);
      case INFORMATION ->
          moves(
              all,
              item ->
                  item.is(Kind.INQUIRY, "awaiting-information")
                      && moved.about().contains(item.id()),
              "I06b");
      case ABORT -> ofAbort(moved, all);
    };
  }

  private static List<Then> ofCase(Item moved, Move move, List<Item> all) {
    List<Then> then = new ArrayList<>();
    switch (move.id()) {
      case "C05" -> then.add(new Then(Deed.ASK, moved.id(), ""));
      case "C06" -> then.addAll(unasked(moved, all));
      case "C16" -> then.add(new Then(Deed.ORDER, moved.id(), ""));
      case "C29" -> {
        latest(all, Kind.ORDER)
            .ifPresent(
                order -> {
                  then.add(new Then(Deed.ABORT, order.id(), ""));
                  then.add(new Then(Deed.MOVE, order.id(), "O15"));
                });
      }
      case "C36" -> then.add(new Then(Deed.REOPEN, moved.id(), ""));
      default -> {
        // The rest changes nothing else.
      }
    }
    then.addAll(whenEnded(moved, all));
    return then;
  }

  /** A case that has ended leaves nothing open behind it. */
  private static List<Then> whenEnded(Item moved, List<Item> all) {
    if (!moved.ended()) {
      return List.of();
    }
    List<Then> then = new ArrayList<>();
    if (moved.state().equals("settled")) {
      then.addAll(moves(all, item -> item.is(Kind.OFFER, "accepted"), "P09"));
    }
    all.stream()
        .filter(item -> item.kind() != Kind.CASE)
        .filter(item -> then.stream().noneMatch(done -> done.taskId().equals(item.id())))
        .forEach(item -> then.addAll(moot(item)));
    return then;
  }

  private static List<Then> ofInquiry(Item moved, Move move, List<Item> all) {
    List<Then> then = new ArrayList<>();
    if (move.id().equals("I02")) {
      then.add(new Then(Deed.SHOW, moved.id(), ""));
    } else if (move.id().equals("I06")) {
      then.add(new Then(Deed.ASK, moved.id(), ""));
    }
    if (moved.ended()) {
      then.addAll(unasked(moved, all));
    }
    // An offer of which nothing stands is taken back.
    all.stream()
        .filter(item -> item.kind() == Kind.OFFER && !stands(item, all))
        .forEach(item -> then.addAll(moot(item)));
    return then;
  }

  /** What was asked about a Task that goes on without the answer need not be answered. */
  private static List<Then> unasked(Item about, List<Item> all) {
    return moves(
        all,
        item -> item.is(Kind.INFORMATION, "requested") && item.about().contains(about.id()),
        "Q03");
  }

  private static boolean stands(Item offer, List<Item> all) {
    return all.stream()
        .anyMatch(item -> offer.about().contains(item.id()) && STANDING.contains(item.state()));
  }

  private static List<Then> ofOffer(Item moved, List<Item> all) {
    Stream<Item> over =
        switch (moved.state()) {
          case "accepted" ->
              all.stream()
                  .filter(item -> item.kind() == Kind.OFFER && !item.id().equals(moved.id()));
          case "patient-regret" -> all.stream().filter(item -> item.kind() == Kind.ORDER);
          default -> Stream.of();
        };
    return over.flatMap(item -> moot(item).stream()).toList();
  }

  private static List<Then> ofOrder(Item moved, Move move, List<Item> all) {
    List<Then> then = new ArrayList<>();
    if (move.id().equals("O21")) {
      then.addAll(moves(all, item -> item.is(Kind.CASE, "provider-selected"), "C17"));
      then.addAll(
          moves(
              all,
              item ->
                  item.is(Kind.CASE, "provider-selected") || item.is(Kind.CASE, "documents-sent"),
              "C18"));
      // A provider may book before the documents have come: the case stays booked.
      then.addAll(moves(all, item -> item.is(Kind.CASE, "scheduled"), "C18b"));
      // A case that waits is told, and catches up when it goes on.
      then.addAll(
          moves(all, item -> item.kind() == Kind.CASE && WAITING.contains(item.state()), "C18c"));
    }
    switch (moved.state()) {
      case "performed" -> {
        then.add(new Then(Deed.CONSUME, moved.id(), ""));
        then.addAll(moves(all, item -> item.is(Kind.ABORT, "requested"), "B05"));
      }
      case "declined", "unable-to-perform", "returned" -> {
        then.add(new Then(Deed.RELEASE, moved.id(), ""));
        then.addAll(moves(all, item -> item.is(Kind.OFFER, "accepted"), "P07b"));
      }
      default -> {
        // The place stays taken.
      }
    }
    return then;
  }

  private static List<Then> ofAbort(Item moved, List<Item> all) {
    return all.stream()
        .filter(item -> item.is(Kind.ORDER, "cancellation-requested"))
        .flatMap(
            order ->
                moved.state().equals("confirmed")
                    ? moot(order).stream()
                    : Stream.of(new Then(Deed.MOVE, order.id(), "O18")))
        .toList();
  }

  /**
   * Whether a provider has nothing more to do with the need once its Task has come to the state.
   */
  static boolean leaves(Kind kind, String state) {
    return (kind == Kind.INQUIRY || kind == Kind.ORDER)
        && kind.machine.ended(state)
        && !STAYING.contains(state);
  }

  /** What is over when one inquiry has been chosen. */
  static List<Then> selected(String inquiryId, List<Item> all) {
    List<Then> then = new ArrayList<>(List.of(new Then(Deed.MOVE, inquiryId, "I10")));
    for (Item item : all) {
      if (item.kind() == Kind.INQUIRY && !item.id().equals(inquiryId)) {
        then.addAll(moot(item));
        then.addAll(unasked(item, all));
      }
    }
    return then;
  }

  /**
   * Whether a provider has begun with an order that is not over. One that is on hold has not, if
   * the case never came to a booking.
   */
  static boolean begun(List<Item> all, String caseState) {
    return all.stream()
        .filter(item -> item.kind() == Kind.ORDER && !item.ended())
        .filter(item -> !item.state().equals("on-hold") || !UNBOOKED.contains(caseState))
        .anyMatch(item -> !NOT_BEGUN.contains(item.state()));
  }

  /** Whether a provider has an order that is not over. */
  static boolean ordered(List<Item> all) {
    return all.stream().anyMatch(item -> item.kind() == Kind.ORDER && !item.ended());
  }

  static Optional<Item> latest(List<Item> all, Kind kind) {
    return all.stream().filter(item -> item.kind() == kind).reduce((first, last) -> last);
  }

  private static List<Then> moot(Item item) {
    if (item.ended()) {
      return List.of();
    }
    List<Then> then = new ArrayList<>();
    item.kind()
        .machine
        .effect(item.state(), MOOT.getOrDefault(item.kind(), ""))
        .ifPresent(row -> then.add(new Then(Deed.MOVE, item.id(), row.id())));
    if (item.kind() == Kind.ORDER) {
      then.add(new Then(Deed.RELEASE, item.id(), ""));
    }
    return then;
  }

  private static List<Then> moves(
      List<Item> all, java.util.function.Predicate<Item> which, String row) {
    return all.stream().filter(which).map(item -> new Then(Deed.MOVE, item.id(), row)).toList();
  }
}
