package se.vardformedling.web.handover;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import se.vardformedling.audit.Shown;
import se.vardformedling.brokering.UnitNames;
import se.vardformedling.brokering.UntoldReports;
import se.vardformedling.handover.Orders;
import se.vardformedling.handover.PacketStatus;
import se.vardformedling.handover.PacketStatuses;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Words;

/** Meddelanden: what was sent and what came of it, what has come, what waits for somebody. */
@Controller
class MessagesPage {
  private final PacketStatuses statuses;
  private final UntoldReports untold;
  private final Orders orders;
  private final UnitNames names;
  private final Shown shown;
  private final Words words;
  private final Clock clock;

  MessagesPage(
      PacketStatuses statuses,
      UntoldReports untold,
      Orders orders,
      PacketPage.Told told,
      Clock clock) {
    this.orders = orders;
    this.names = told.names();
    this.shown = told.shown();
    this.clock = clock;
    this.statuses = statuses;
    this.untold = untold;
    this.words = told.words();
  }

  @GetMapping("/app/meddelanden")
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Caller caller = Caller.current();
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    String asked = text(address, "arende");
    Optional<CaseId> caseId = CaseId.parse(asked);
    List<PacketStatus.PacketRow> packets = statuses.sent(caller, caseId, MessageSheets.MOST);
    List<PacketStatus.ArrivalRow> arrivals = statuses.received(caller, caseId, MessageSheets.MOST);
    List<PacketStatus.StuckRow> stuck = statuses.stuck(caller);
    Set<String> cases = cases(packets, arrivals, stuck);
    shown.cases(cases);
    MessageSheets sheets =
        new MessageSheets(words.in(locale), names, address, clock.instant(), orders(caller, cases));
    Sheet sent = sheets.sent(packets);
    Sheet received = sheets.received(arrivals);
    Optional<ResponseEntity<byte[]>> file =
        Exports.asked(address, words.in(locale).the("sheet.about"), sent, received);
    if (file.isPresent()) {
      return file.get();
    }
    model.addAttribute("arende", asked);
    model.addAttribute("unknown", !asked.isEmpty() && caseId.isEmpty());
    model.addAttribute("sent", sent);
    model.addAttribute("received", received);
    model.addAttribute(
        "apart", arrivals.stream().filter(row -> row.state().equals("apart")).toList());
    model.addAttribute("stuck", stuck);
    model.addAttribute("untold", untold.of(caller));
    model.addAttribute("shown", sheets);
    return "web/messages";
  }

  private static Set<String> cases(
      List<PacketStatus.PacketRow> packets,
      List<PacketStatus.ArrivalRow> arrivals,
      List<PacketStatus.StuckRow> stuck) {
    return Stream.of(
            packets.stream().map(PacketStatus.PacketRow::caseId),
            arrivals.stream().flatMap(row -> row.caseId().stream()),
            stuck.stream().flatMap(row -> row.caseId().stream()))
        .flatMap(all -> all)
        .collect(Collectors.toSet());
  }

  /** The orders whose packets can be opened, by case ID. */
  private Map<String, String> orders(Caller caller, Set<String> cases) {
    return orders.of(caller, cases).stream()
        .collect(
            Collectors.toMap(
                Orders.OrderRow::caseId, Orders.OrderRow::taskId, (newest, older) -> newest));
  }

  @PostMapping("/app/meddelanden/{messageId}/igen")
  String replay(@PathVariable String messageId) {
    statuses.replay(Caller.current(), messageId);
    return done("again");
  }

  @PostMapping("/app/meddelanden/{messageId}/klart")
  String settle(@PathVariable String messageId) {
    statuses.settle(Caller.current(), messageId);
    return done("settled");
  }

  @PostMapping("/app/meddelanden/nationella/{id}/igen")
  String tellAgain(@PathVariable UUID id) {
    untold.again(Caller.current(), id);
    return done("told");
  }

  @PostMapping("/app/meddelanden/nationella/{id}/klart")
  String settleUntold(@PathVariable UUID id) {
    untold.settle(Caller.current(), id);
    return done("settled");
  }

  /** Back to the list, which says what was done. */
  static String done(String what) {
    Done.tell(what);
    return "redirect:/app/meddelanden";
  }

  private static String text(Address address, String name) {
    return address.parameters().getOrDefault(name, List.of()).stream()
        .findFirst()
        .map(String::strip)
        .filter(value -> value.length() <= 40)
        .orElse("");
  }
}
