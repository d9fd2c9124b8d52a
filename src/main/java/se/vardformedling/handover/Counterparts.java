package se.vardformedling.handover;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.FunctionAddress;
import se.vardformedling.brokering.NationalCases;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** To whom a message about an order goes, and whether it may go there now. */
@Component
class Counterparts {
  private static final Set<String> ENDED_WELL = Set.of("completed");
  private final NationalCases national;
  private final PacketRows packets;
  private final ArrivalRows arrivals;

  Counterparts(NationalCases national, PacketRows packets, ArrivalRows arrivals) {
    this.national = national;
    this.packets = packets;
    this.arrivals = arrivals;
  }

  /**
   * Asks the national node; outside transactions.
   *
   * @param order as the national node has it now
   */
  Counterpart of(Caller caller, NationalTask order, Wish wish) {
    if (wish.kind() == MessageKind.RECALL) {
      return recalled(caller, order);
    }
    return wish.kind().fromRequester()
        ? owner(caller, order, wish)
        : requester(caller, order, wish);
  }

  private Counterpart owner(Caller caller, NationalTask order, Wish wish) {
    if (!order.accepted()) {
      throw Problem.ORDER_NOT_ACCEPTED.at("Task", order.status());
    }
    String owner = order.owner().orElseThrow(() -> Problem.ORDER_NOT_ACCEPTED.at("Task.owner", ""));
    if (wish.recipient().filter(said -> !said.equals(owner)).isPresent()) {
      throw Problem.RECIPIENT_NOT_OWNER.at("recipient", "");
    }
    String unit = order.requester().or(() -> onlyUnit(caller)).orElse("");
    mustBe(caller, unit);
    FunctionAddress address = national.addressOf(owner);
    Optional<String> asked = last(order, MessageKind.COMPLETION_REQUEST::equals, address);
    return new Counterpart(
        unit,
        owner,
        address,
        address.types(),
        wish.kind() == MessageKind.COMPLETION ? asked : Optional.empty());
  }

  private Counterpart requester(Caller caller, NationalTask order, Wish wish) {
    boolean ended = wish.kind() == MessageKind.RESULT && ENDED_WELL.contains(order.status());
    if (!order.accepted() && !ended) {
      throw Problem.ORDER_NOT_ACCEPTED.at("Task", order.status());
    }
    String unit = order.owner().orElseThrow(() -> Problem.ORDER_NOT_ACCEPTED.at("Task.owner", ""));
    mustBe(caller, unit);
    String requester = order.requester().orElse("");
    if (wish.recipient().filter(said -> !said.equals(requester)).isPresent()) {
      throw Problem.RECIPIENT_NOT_OWNER.at("recipient", "");
    }
    if (requester.isEmpty()) {
      throw Problem.NOTHING_TO_SEND.at("Task.requester", "");
    }
    // Where the catalogue says, never where a message happened to come from.
    FunctionAddress address = national.addressOf(requester);
    return new Counterpart(
        unit,
        requester,
        address,
        address.types(),
        last(order, MessageKind::fromRequester, address));
  }

  /** To the one who got it, whoever has the order now. */
  private Counterpart recalled(Caller caller, NationalTask order) {
    PacketRows.Row packet =
        packets
            .recallable(order.id())
            .orElseThrow(() -> Problem.NOTHING_TO_SEND.at("Task", "nothing to recall"));
    mustBe(caller, packet.unit());
    return new Counterpart(packet.unit(), packet.toUnit(), now(packet), Set.of(), Optional.empty());
  }

  /** A recall that did not arrive goes where the unit takes messages now. */
  private FunctionAddress now(PacketRows.Row packet) {
    if (packet.kind() != MessageKind.RECALL) {
      return packet.to();
    }
    try {
      return national.addressOf(packet.toUnit());
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.NOT_FOUND || refusal.problem() == Problem.NO_ADDRESS) {
        return packet.to();
      }
      throw refusal;
    }
  }

  private Optional<String> last(
      NationalTask order, Predicate<MessageKind> kind, FunctionAddress from) {
    return arrivals.ofCase(order.caseId().value()).stream()
        .filter(row -> kind.test(row.kind()) && row.sender().equals(from.participant()))
        .max(Comparator.comparing(ArrivalRows.Row::received))
        .map(ArrivalRows.Row::messageId);
  }

  private static Optional<String> onlyUnit(Caller caller) {
    return caller.units().size() == 1 ? caller.units().stream().findFirst() : Optional.empty();
  }

  /** One speaks for one's own unit. */
  private static void mustBe(Caller caller, String unit) {
    if (caller.role() != Role.SYSTEM && !caller.units().contains(unit)) {
      throw Problem.ORGANISATION_NOT_AUTHORISED.because("unit");
    }
  }
}
