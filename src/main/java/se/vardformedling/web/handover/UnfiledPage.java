package se.vardformedling.web.handover;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.audit.Shown;
import se.vardformedling.brokering.UnitNames;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.handover.UnfiledMessages;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;

/**
 * A message that waits for a person, shown only when asked for: the access log says who read it. It
 * is asked for by POST, so that no link, history or preview shows it again.
 */
@Controller
class UnfiledPage {
  private final UnfiledMessages unfiled;
  private final UnitNames names;
  private final Shown shown;
  private final Words words;
  private final Clock clock;

  UnfiledPage(UnfiledMessages unfiled, UnitNames names, Shown shown, Words words, Clock clock) {
    this.names = names;
    this.unfiled = unfiled;
    this.shown = shown;
    this.words = words;
    this.clock = clock;
  }

  @PostMapping("/app/meddelande/{arrivalId}")
  String read(@PathVariable String arrivalId, Model model, Locale locale) {
    fill(arrivalId, model, locale);
    return "web/message";
  }

  private void fill(String arrivalId, Model model, Locale locale) {
    Caller caller = Caller.current();
    UnfiledMessages.Message message = unfiled.read(caller, arrivalId);
    note(arrivalId);
    shown.cases(message.cases());
    model.addAttribute("message", message);
    model.addAttribute("units", caller.units().stream().sorted().toList());
    model.addAttribute("names", names);
    model.addAttribute(
        "shown",
        new MessageSheets(
            words.in(locale), names, new Address("/app/meddelanden", Map.of()), clock.instant()));
  }

  /** One file of it. */
  @PostMapping("/app/meddelande/{arrivalId}/fil/{number}")
  ResponseEntity<byte[]> file(@PathVariable String arrivalId, @PathVariable int number) {
    UnfiledMessages.Content file = unfiled.file(Caller.current(), arrivalId, number);
    note(arrivalId);
    return OthersFile.answer(file.name(), file.bytes());
  }

  /** Somebody has read the message and knows the case; shown again if there is none such. */
  @PostMapping("/app/meddelanden/{arrivalId}/koppla")
  String connect(
      @PathVariable String arrivalId,
      @RequestParam String arende,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Optional<Refusal> refusal =
        Refused.trying(
            () ->
                unfiled.connect(
                    Caller.current(),
                    arrivalId,
                    CaseId.parse(arende)
                        .orElseThrow(() -> Problem.VALUE_INVALID.at("arende", ""))));
    if (refusal.isEmpty()) {
      return MessagesPage.done("connected");
    }
    fill(arrivalId, model, locale);
    Refused.on(model, response, refusal.get(), words.in(locale));
    model.addAttribute("arende", arende);
    return "web/message";
  }

  /** Somebody has read the message, and it belongs to no case. */
  @PostMapping("/app/meddelanden/{arrivalId}/enhet")
  String give(@PathVariable String arrivalId, @RequestParam String enhet) {
    unfiled.give(Caller.current(), arrivalId, enhet);
    return MessagesPage.done("given");
  }

  private void note(String arrivalId) {
    shown.resource("Communication/" + arrivalId);
  }
}
