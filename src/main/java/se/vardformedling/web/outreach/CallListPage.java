package se.vardformedling.web.outreach;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.audit.Shown;
import se.vardformedling.brokering.Registration;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.outreach.CallList;
import se.vardformedling.outreach.CallList.Line;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Ringlista: who waits, whom to call, and that they were called. */
@Controller
class CallListPage {
  private static final int USUAL = 30;
  private final CallList calls;
  private final Registration registration;
  private final Shown shown;
  private final Words words;
  private final Clock clock;

  CallListPage(CallList calls, Registration registration, Shown shown, Words words, Clock clock) {
    this.calls = calls;
    this.registration = registration;
    this.shown = shown;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping(CallSheets.PATH)
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    int within = within(address.said("inom"));
    CallList.Listed listed = calls.of(Caller.current(), within);
    listed.lines().forEach(this::note);
    listed.unclocked().forEach(one -> shown.resource("ServiceRequest/" + one.needId()));
    CallSheets sheets = new CallSheets(words.in(locale));
    Sheet sheet = sheets.list(listed, within, clock.instant(), address);
    if (Exports.known(address.said("som"))) {
      return Exports.file(sheet, address.said("som"), words.in(locale).the("sheet.about"));
    }
    model.addAttribute("calls", sheet);
    model.addAttribute("within", within);
    model.addAttribute("ignored", ignored(address, words.in(locale)));
    model.addAttribute("unclocked", sheets.unclocked(listed.unclocked()));
    return "web/calls";
  }

  @GetMapping(CallSheets.PATH + "/{needId}")
  String one(@PathVariable String needId, Model model, Locale locale) {
    fill(needId, model, locale);
    return "web/call";
  }

  /** Registers the need at the national node, without who it is about. */
  @PostMapping(CallSheets.PATH + "/{needId}/anmal")
  String register(
      @PathVariable String needId, Model model, HttpServletResponse response, Locale locale) {
    note(calls.one(Caller.current(), needId));
    return again(
        needId,
        "anmald",
        Refused.trying(() -> registration.register(Caller.current(), needId)),
        model,
        response,
        locale);
  }

  /** Shows whom to call; that it was shown stands in the log with the patient's id here. */
  @PostMapping("/app/patient/remiss/{needId}")
  String reveal(@PathVariable String needId, Model model, Locale locale) {
    CallList.Found found = calls.reveal(Caller.current(), needId);
    shown.resource("Patient/" + found.patientId());
    fill(needId, model, locale);
    model.addAttribute("person", found.person());
    return "web/call";
  }

  @PostMapping(CallSheets.PATH + "/{needId}/samtal")
  String called(
      @PathVariable String needId,
      @RequestParam(defaultValue = "") String utfall,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              if (utfall.isBlank()) {
                throw Problem.INPUT_MISSING.at("utfall", "");
              }
              calls.called(Caller.current(), needId, utfall);
            });
    return again(needId, "noterat", refusal, model, response, locale);
  }

  /** The page when it is done; the same page with what was wrong when it is not. */
  private String again(
      String needId,
      String done,
      Optional<Refusal> refusal,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    if (refusal.isEmpty()) {
      Done.tell(done);
      return "redirect:" + CallSheets.PATH + "/" + needId;
    }
    fill(needId, model, locale);
    Refused.on(model, response, refusal.get(), words.in(locale));
    model.addAttribute("incomplete", done.equals("anmald"));
    model.addAttribute("unanswered", refusal.get().problem() == Problem.INPUT_MISSING);
    return "web/call";
  }

  private void fill(String needId, Model model, Locale locale) {
    Caller caller = Caller.current();
    Line line = calls.one(caller, needId);
    note(line);
    model.addAttribute("line", line);
    model.addAttribute("made", calls.calls(caller, needId));
    model.addAttribute("outcomes", CallList.OUTCOMES);
    model.addAttribute("registration", registration.status(caller, needId).orElse(null));
    model.addAttribute(
        "wants", line.last().map(call -> call.outcome().equals("interested")).orElse(false));
    model.addAttribute("sheets", new CallSheets(words.in(locale)));
  }

  private void note(Line line) {
    shown.resource("ServiceRequest/" + line.needId());
    shown.cases(line.caseId().stream().toList());
  }

  private static int within(String days) {
    return isWithin(days) ? Integer.parseInt(days) : USUAL;
  }

  private static boolean isWithin(String days) {
    return days.matches("[1-9]\\d?");
  }

  private static List<String> ignored(Address address, Say say) {
    String days = address.said("inom");
    return days.isEmpty() || isWithin(days) ? List.of() : List.of(say.the("ignored.calls.inom"));
  }
}
