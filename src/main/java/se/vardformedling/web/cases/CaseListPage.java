package se.vardformedling.web.cases;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.audit.Shown;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.CaseHandlers;
import se.vardformedling.referral.CaseList;
import se.vardformedling.referral.Turn;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Pages;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** The caller's cases: filtered, sorted, taken along. */
@Controller
class CaseListPage {
  /** Why a case is no longer to be taken. */
  private static final Set<Problem> GONE = Set.of(Problem.NOT_FOUND, Problem.ILLEGAL_TRANSITION);

  private final CaseList cases;
  private final CaseHandlers handlers;
  private final Telephones telephones;
  private final Shown shown;
  private final Words words;
  private final Clock clock;

  CaseListPage(
      CaseList cases,
      CaseHandlers handlers,
      Telephones telephones,
      Shown shown,
      Words words,
      Clock clock) {
    this.handlers = handlers;
    this.telephones = telephones;
    this.cases = cases;
    this.shown = shown;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/app/arenden")
  Object list(HttpServletRequest request, Model model, Locale locale) {
    CaseQuestion asked =
        new CaseQuestion(Address.of(request.getRequestURI(), request.getParameterMap()));
    Say say = words.in(locale);
    CaseList.Page page = cases.find(Caller.current(), asked.question(), locale);
    if (page.total() == 1 && page.lines().get(0).caseId().equalsIgnoreCase(asked.words())) {
      return "redirect:/app/arenden/" + page.lines().get(0).caseId();
    }
    shown.cases(page.lines().stream().map(CaseList.Line::caseId).toList());
    Sheet sheet =
        new CaseSheets(say, clock.instant(), Caller.current().subject())
            .sheet("arenden", page.lines(), caption(asked, page, say), asked.address());
    if (Exports.known(asked.file())) {
      return Exports.file(sheet, asked.file(), say.the("sheet.about"));
    }
    model.addAttribute("asked", asked);
    model.addAttribute(
        "ignored", asked.ignored().stream().map(name -> say.the("ignored.cases." + name)).toList());
    model.addAttribute("turns", Turn.values());
    model.addAttribute("broker", Caller.current().role() == Role.VARDFORMEDLARE);
    model.addAttribute("cases", sheet);
    model.addAttribute("pages", Pages.of(asked.address(), page.total(), CaseQuestion.PAGE));
    return "web/cases";
  }

  /** What stands in the browser after a refusal, read again. */
  @GetMapping("/app/arenden/ta")
  String again() {
    return "redirect:/app/arenden";
  }

  /** Takes the chosen ones, of those that nobody has taken meanwhile and that there still are. */
  @PostMapping("/app/arenden/ta")
  String take(@RequestParam(defaultValue = "") List<String> arende, HttpServletRequest request) {
    if (arende.isEmpty()) {
      Done.tell("unchosen", "take");
      return "redirect:" + Address.of("/app/arenden", request.getParameterMap());
    }
    int taken = 0;
    int gone = 0;
    List<String> chosen = chosen(arende);
    for (String caseId : chosen) {
      try {
        taken += handlers.takeFree(Caller.current(), caseId) ? 1 : 0;
      } catch (Refusal refusal) {
        if (!GONE.contains(refusal.problem())) {
          throw refusal;
        }
        gone++;
      }
    }
    Done.tell("taken", List.of(taken, chosen.size(), gone));
    return "redirect:" + Address.of("/app/arenden", request.getParameterMap()).with("arende", "");
  }

  /** Leads to the list of those chosen, which has an address of its own. */
  @PostMapping("/app/arenden/ringlista")
  String choose(@RequestParam(defaultValue = "") List<String> arende) {
    return "redirect:" + new Address("/app/arenden/ringlista", Map.of("arende", chosen(arende)));
  }

  /** The chosen cases with whom to ring about them, to print and take along. */
  @GetMapping("/app/arenden/ringlista")
  Object calls(
      @RequestParam(defaultValue = "") List<String> arende,
      HttpServletRequest request,
      Model model,
      Locale locale) {
    Caller caller = Caller.current();
    List<CaseList.Line> lines = cases.these(caller, chosen(arende), locale);
    shown.cases(lines.stream().map(CaseList.Line::caseId).toList());
    Say say = words.in(locale);
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Sheet sheet =
        new CaseSheets(say, clock.instant(), caller.subject())
            .calls(lines, telephones.of(lines), address);
    if (Exports.known(address.said("som"))) {
      return Exports.file(sheet, address.said("som"), say.the("sheet.about"));
    }
    model.addAttribute("calls", sheet);
    return "web/case-calls";
  }

  private static List<String> chosen(List<String> cases) {
    return cases.stream().distinct().limit(CaseQuestion.PAGE).toList();
  }

  private static String waitsFor(Turn turn, Say say) {
    return say.the("case.turn.on", say.the("case.turn." + turn.code()));
  }

  private static String caption(CaseQuestion asked, CaseList.Page page, Say say) {
    List<String> parts = new ArrayList<>();
    parts.add(say.the("case.caption", page.lines().size(), page.total()));
    asked
        .step()
        .map(step -> (step == 0 ? "" : step + ". ") + say.the("step." + step))
        .ifPresent(parts::add);
    asked.dueWithin().ifPresent(days -> parts.add(say.the("case.due-within", days)));
    asked.turn().ifPresent(turn -> parts.add(waitsFor(turn, say)));
    asked.stillFor().ifPresent(days -> parts.add(say.the("case.still", days)));
    if (!asked.handler().isEmpty()) {
      parts.add(say.the("cases.handler." + asked.handler()));
    }
    parts.add(say.the(asked.ended() ? "case.ended-too" : "case.open-only"));
    if (!asked.words().isEmpty()) {
      parts.add("”" + asked.words() + "”");
    }
    return String.join(" · ", parts);
  }
}
