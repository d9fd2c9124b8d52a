package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.referral.EffectRules.Item;
import se.vardformedling.referral.EffectRules.Then;

/**
 * Walks at random through cases in memory: the machines, what follows, and a volume of few places.
 */
class CaseModelTest {
  private static final int CAP = 3;
  private static final int WALKS = 1_500;
  private static final int STEPS = 160;
  private static final Set<String> TIMERS = Set.of("I07", "P06", "C24");
  private static final Set<String> FORWARD =
      Set.of(
          "C02", "C03", "C07", "C16", "C21", "C22", "C29", "I04", "P04", "O03", "O05", "O11", "B02",
          "B03", "B04", "O17", "O19", "O19b");
  private static final Set<String> ASKING =
      Set.of("need-assessed", "searching", "inquiring", "provider-proposed");

  /** The places of one agreement, shared by all cases of a walk. */
  private static final class Volume {
    private final Set<String> reserved = new TreeSet<>();
    private final Set<String> consumed = new TreeSet<>();

    boolean left() {
      return reserved.size() + consumed.size() < CAP;
    }
  }

  private record Event(String taskId, String row, String from, String to) {}

  /** One case. */
  private static final class Case {
    private final Volume volume;
    private final List<Item> items = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final String name;
    private String caseTask;
    private int made;
    private int ordered;

    Case(Volume volume, String name) {
      this.volume = volume;
      this.name = name;
      this.caseTask = add(Kind.CASE, "need-draft", List.of());
    }

    String add(Kind kind, String state, List<String> about) {
      String id = name + "/" + made++;
      items.add(new Item(id, kind, state, about));
      return id;
    }

    Item item(String id) {
      return items.stream().filter(item -> item.id().equals(id)).findFirst().orElseThrow();
    }

    String state() {
      return item(caseTask).state();
    }

    List<String> standing(List<String> among) {
      return items.stream()
          .filter(item -> item.is(Kind.INQUIRY, "offer-made"))
          .map(Item::id)
          .filter(id -> among.isEmpty() || among.contains(id))
          .toList();
    }

    Optional<Item> yes() {
      return items.stream()
          .filter(item -> item.is(Kind.OFFER, "accepted"))
          .reduce((first, last) -> last);
    }

    Item move(String id, Move move) {
      Item before = item(id);
      String to =
          move.target(before.state()).orElseGet(() -> previous(before, before.kind().machine));
      events.add(new Event(id, move.id(), before.state(), to));
      Item after = new Item(id, before.kind(), to, about(before, to));
      items.set(items.indexOf(before), after);
      return after;
    }

    /** A patient who says yes chooses one of those that are offered. */
    private List<String> about(Item before, String to) {
      return before.kind() == Kind.OFFER && to.equals("accepted")
          ? standing(before.about()).subList(0, 1)
          : before.about();
    }

    private String previous(Item held, Machine machine) {
      Set<String> into = machine.into(held.state());
      return events.stream()
          .filter(e -> e.taskId().equals(held.id()) && e.to().equals(held.state()))
          .filter(e -> into.contains(e.row()))
          .reduce((first, last) -> last)
          .map(Event::from)
          .orElseThrow();
    }

    void all(List<Then> then) {
      for (Then one : then) {
        Item item = item(one.taskId());
        switch (one.deed()) {
          case MOVE -> move(item.id(), item.kind().machine.row(one.row()));
          case ASK -> add(Kind.INFORMATION, "requested", List.of(item.id()));
          case ABORT -> add(Kind.ABORT, "requested", List.of(item.id()));
          case ORDER -> order();
          case REOPEN -> caseTask = add(Kind.CASE, "need-registered", List.of());
          case CONSUME -> {
            if (volume.reserved.remove(item.id())) {
              volume.consumed.add(item.id());
            }
          }
          case RELEASE -> volume.reserved.remove(item.id());
          case SHOW -> {
            // Nobody is looking.
          }
        }
      }
    }

    private void order() {
      String inquiry = standing(yes().orElseThrow().about()).get(0);
      String order = add(Kind.ORDER, "order-sent", List.of(inquiry));
      volume.reserved.add(order);
      ordered = events.size();
      all(EffectRules.selected(inquiry, List.copyOf(items)));
    }

    void take(String id, Move move) {
      Item moved = move(id, move);
      all(EffectRules.after(moved, move, List.copyOf(items)));
      follow();
    }

    void follow() {
      for (int i = 0; i < 10; i++) {
        Optional<String> row =
            FollowRules.next(
                state(), FollowRules.Work.of(List.copyOf(items), caseTask, documents()));
        if (row.isEmpty()) {
          return;
        }
        Move move = Machines.CASE.row(row.get());
        assertThat(move.leaves(state())).as(row.get() + " from " + state()).isTrue();
        assertThat(move.actors()).as(row.get()).contains(Actor.SYS);
        Item moved = move(caseTask, move);
        all(EffectRules.after(moved, move, List.copyOf(items)));
      }
      throw new AssertionError("the case never comes to rest: " + state());
    }

    /** By what was told since the latest order was made. */
    private FollowRules.Documents documents() {
      FollowRules.Documents told = FollowRules.Documents.NONE;
      for (Event event : events.subList(ordered, events.size())) {
        if (event.row().startsWith("C17")) {
          told = told == FollowRules.Documents.NONE ? FollowRules.Documents.SENT : told;
        } else if (event.row().startsWith("C18") || event.row().equals("O21")) {
          told = FollowRules.Documents.RECEIVED;
        }
      }
      return told;
    }

    boolean may(Item item, Move move) {
      if (move.guard().isEmpty()) {
        return true;
      }
      return switch (move.guard().get()) {
        case ORDERED -> EffectRules.ordered(items);
        case NOT_BEGUN -> !EffectRules.begun(items, state());
        case SELECTABLE ->
            volume.left() && yes().filter(y -> !standing(y.about()).isEmpty()).isPresent();
        case ASKABLE -> ASKING.contains(state());
        case OFFERABLE -> state().equals("provider-proposed") && !standing(item.about()).isEmpty();
        case ANSWERABLE -> !standing(item.about()).isEmpty();
        case CORRECTABLE, IN_TIME -> true;
        case REOPENABLE -> item.id().equals(caseTask);
      };
    }
  }

  @Test
  void what_must_always_hold_holds_in_thousands_of_random_steps() {
    int taken = 0;
    Set<String> rows = new TreeSet<>();
    for (long seed = 1; seed <= WALKS; seed++) {
      Random random = new Random(seed);
      Volume volume = new Volume();
      List<Case> cases =
          List.of(new Case(volume, "a"), new Case(volume, "b"), new Case(volume, "c"));
      for (int step = 0; step < STEPS; step++) {
        Case one = cases.get(random.nextInt(cases.size()));
        int seen = one.events.size();
        taken += takeOne(one, random, seed % 2 == 0 ? 45 : 6);
        try {
          check(one, seen, volume);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", step " + step + ", case " + one.items, e);
        }
        one.events.forEach(event -> rows.add(event.row()));
      }
    }
    assertThat(taken).isGreaterThan(10_000);
    // A walk that never goes somewhere proves nothing of it.
    assertThat(rows)
        .contains(
            "C14", "C15", "C16", "C17c", "C18c", "C20", "C22", "C25", "C29", "C31", "C33", "C36",
            "C38")
        .contains("C39", "I06b", "I07", "P04b", "P07b", "P08", "P09", "O13", "O18", "O19b");
  }

  private static int takeOne(Case one, Random random, int forward) {
    List<Runnable> possible = new ArrayList<>();
    for (Item item : one.items) {
      for (Move move : item.kind().machine.moves()) {
        boolean asked = !move.verb().isEmpty() || TIMERS.contains(move.id());
        // A question is about the case as long as the case is where it was asked.
        if (asked && move.leaves(item.state()) && one.may(item, move) && likely(move, random)) {
          for (int i = 0; i < weight(item, move, forward); i++) {
            possible.add(() -> one.take(item.id(), move));
          }
        }
      }
    }
    if (ASKING.contains(one.state())) {
      possible.add(
          () -> {
            one.add(Kind.INQUIRY, random.nextInt(4) == 0 ? "draft" : "requested", List.of());
            one.follow();
          });
    }
    if (one.state().equals("provider-proposed")) {
      possible.add(
          () -> {
            one.add(
                Kind.OFFER,
                random.nextInt(4) == 0 ? "draft" : "requested",
                one.standing(List.of()));
            one.follow();
          });
    }
    if (possible.isEmpty()) {
      return 0;
    }
    possible.get(random.nextInt(possible.size())).run();
    return 1;
  }

  /** What carries a case on is taken often, so that walks come to its end. */
  private static int weight(Item item, Move move, int forward) {
    return FORWARD.contains(move.id())
        ? forward
        : item.kind() == Kind.ORDER || item.kind() == Kind.OFFER ? 8 : 2;
  }

  /** What ends a case, or leads nowhere, is taken seldom, so that walks are long. */
  private static boolean likely(Move move, Random random) {
    boolean ends =
        move.target("").filter(Machines.CASE.states()::containsKey).isPresent()
            && Machines.CASE.ended(move.to());
    if (move.to().equals(Machine.SAME)) {
      return random.nextInt(6) == 0;
    }
    return !ends || move.verb().equals("settle") || random.nextInt(12) == 0;
  }

  private static void check(Case one, int seen, Volume volume) {
    List<Item> orders = one.items.stream().filter(item -> item.kind() == Kind.ORDER).toList();
    assertThat(orders.stream().filter(order -> !order.ended())).as(one.state()).hasSizeLessThan(2);
    assertThat(one.items.stream().filter(item -> item.is(Kind.INQUIRY, "selected")))
        .as("an order comes from one selected inquiry")
        .hasSize(orders.size());
    assertThat(volume.reserved.size() + volume.consumed.size())
        .as(one.state())
        .isLessThanOrEqualTo(CAP);
    assertThat(orders.stream().filter(order -> !order.ended()).map(Item::id))
        .as("an open order has its place")
        .allMatch(volume.reserved::contains);
    assertThat(orders.stream().filter(order -> order.is(Kind.ORDER, "performed")).map(Item::id))
        .as("a performed order has used its place")
        .allMatch(volume.consumed::contains);
    if (one.item(one.caseTask).ended()) {
      assertThat(one.items.stream().filter(item -> !item.ended())).as(one.state()).isEmpty();
      assertThat(volume.reserved.stream().filter(id -> id.startsWith(one.name + "/")))
          .as(one.state())
          .isEmpty();
    }
    for (Event event : one.events.subList(seen, one.events.size())) {
      if (one.item(event.taskId()).kind() == Kind.CASE) {
        int before = Machines.CASE.step(event.from());
        int after = Machines.CASE.step(event.to());
        boolean falls = after > 0 && after < before;
        assertThat(!falls || Set.of("C14", "C25", "C38", "C39").contains(event.row()))
            .as(event.row())
            .isTrue();
      }
    }
  }
}
