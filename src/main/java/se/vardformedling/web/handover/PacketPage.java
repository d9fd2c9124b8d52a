package se.vardformedling.web.handover;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.audit.Shown;
import se.vardformedling.brokering.UnitNames;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.handover.Handovers;
import se.vardformedling.handover.MessageKind;
import se.vardformedling.handover.Orders;
import se.vardformedling.handover.PacketStatus;
import se.vardformedling.handover.PacketStatuses;
import se.vardformedling.handover.ReceivedDocuments;
import se.vardformedling.handover.Wish;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;

/** Handlingar: the checklist of an order's packet, and sending it. */
@Controller
class PacketPage {
  private final Orders orders;
  private final PacketStatuses statuses;
  private final Handovers handovers;
  private final ReceivedDocuments documents;
  private final UnitNames names;
  private final Shown shown;
  private final Words words;
  private final Clock clock;

  PacketPage(
      Orders orders,
      PacketStatuses statuses,
      Handovers handovers,
      ReceivedDocuments documents,
      Told told,
      Clock clock) {
    this.clock = clock;
    this.documents = documents;
    this.names = told.names();
    this.shown = told.shown();
    this.orders = orders;
    this.statuses = statuses;
    this.handovers = handovers;
    this.words = told.words();
  }

  /** How things are told: in words, by names, and to the log. */
  @Component
  record Told(Words words, UnitNames names, Shown shown) {}

  @GetMapping("/app/paket")
  String list(@RequestParam(defaultValue = "") String visa, Model model) {
    boolean ended = visa.equals("avslutade");
    List<Orders.OrderRow> found = orders.newest(Caller.current(), ended, MessageSheets.MOST);
    shown.cases(found.stream().map(Orders.OrderRow::caseId).toList());
    model.addAttribute("orders", found);
    model.addAttribute("ended", ended);
    model.addAttribute("notAll", found.size() == MessageSheets.MOST);
    model.addAttribute("names", names);
    return "web/packets";
  }

  @GetMapping("/app/paket/{taskId}")
  Object show(@PathVariable String taskId, HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Tables tables = fill(taskId, address, model, locale);
    Optional<ResponseEntity<byte[]>> file =
        Exports.asked(
            address, words.in(locale).the("sheet.about"), tables.sent(), tables.received());
    if (file.isPresent()) {
      return file.get();
    }
    return "web/packet";
  }

  @PostMapping("/app/paket/{taskId}/skicka")
  String send(
      @PathVariable String taskId,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    MessageKind kind =
        List.of(MessageKind.values()).stream()
            .filter(one -> one.code().equals(fields.get("slag")))
            .findFirst()
            .orElseThrow(() -> Problem.CODE_INVALID.at("slag", ""));
    Wish wish =
        new Wish(
            taskId,
            kind,
            fields.getOrDefault("text", ""),
            List.of(),
            Optional.empty(),
            "true".equals(fields.get("anda")));
    try {
      if (kind == MessageKind.RECALL && !"ja".equals(fields.get("saker"))) {
        throw Problem.INPUT_MISSING.at("saker", "");
      }
      handovers.send(Caller.current(), wish);
    } catch (Refusal refusal) {
      fill(taskId, new Address("/app/paket/" + taskId, Map.of()), model, locale);
      Refused.on(model, response, refusal, words.in(locale));
      model.addAttribute("asked", fields);
      return "web/packet";
    }
    Done.tell(kind.code());
    return "redirect:/app/paket/" + taskId;
  }

  /** Shows whom the case is about; the access log says that it was asked for. */
  @PostMapping("/app/patient/{caseId}")
  String reveal(@PathVariable String caseId, @RequestParam String paket, Model model) {
    Caller caller = Caller.current();
    CaseId known = CaseId.parse(caseId).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Orders.OrderRow order = orders.one(caller, paket);
    if (!order.caseId().equals(known.value())) {
      throw Problem.NOT_FOUND.because("");
    }
    Optional<Orders.Person> person = orders.person(caller, paket);
    person.ifPresent(one -> shown.resource("Patient/" + one.patientId()));
    shown.cases(List.of(order.caseId()));
    model.addAttribute("person", person.orElse(null));
    model.addAttribute("order", order);
    return "web/revealed";
  }

  /** A document that has come, to read or print. */
  @PostMapping("/app/handling/{taskId}/{documentId}")
  ResponseEntity<byte[]> open(@PathVariable String taskId, @PathVariable String documentId) {
    Caller caller = Caller.current();
    CaseId caseId = caseOf(orders.one(caller, taskId));
    ReceivedDocuments.Content file = documents.open(caller, caseId, documentId);
    shown.resource("DocumentReference/" + documentId);
    shown.cases(List.of(caseId.value()));
    return OthersFile.answer(file.name(), file.bytes());
  }

  private static CaseId caseOf(Orders.OrderRow order) {
    return CaseId.parse(order.caseId()).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private record Tables(Sheet sent, Sheet received) {}

  private Tables fill(String taskId, Address address, Model model, Locale locale) {
    Caller caller = Caller.current();
    Orders.OrderRow order = orders.one(caller, taskId);
    shown.cases(List.of(order.caseId()));
    PacketStatus status = statuses.of(caller, taskId);
    MessageSheets sheets = new MessageSheets(words.in(locale), names, address, clock.instant());
    String other = names.of(order.ours() ? order.owner() : order.requester());
    Tables tables =
        new Tables(sheets.sent(status.sent()), sheets.received(status.received(), other));
    model.addAttribute("order", order);
    model.addAttribute("status", status);
    model.addAttribute("say", words.in(locale));
    model.addAttribute(
        "incomplete",
        status.checklist().stream().anyMatch(line -> line.required() && !line.there()));
    model.addAttribute("live", status.live());
    model.addAttribute("recallable", status.recallable());
    model.addAttribute("names", names);
    model.addAttribute("shown", sheets);
    model.addAttribute("documents", documents.of(caller, caseOf(order)));
    model.addAttribute("sent", tables.sent());
    model.addAttribute("received", tables.received());
    return tables;
  }
}
