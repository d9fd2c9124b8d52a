package se.vardformedling.web.collaboration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.collaboration.Checklist;
import se.vardformedling.collaboration.Collaboration;
import se.vardformedling.collaboration.Collaborations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words;

/** Samarbeten: the checklists there are, and one of them, group by group. */
@Controller
class CollaborationPage {
  private static final String PATH = CollaborationSheets.PATH;
  private static final Set<Role> WORK =
      Set.of(Role.VARDFORMEDLARE, Role.AVTALSCONTROLLER, Role.MOTTAGARE);
  private static final Set<String> DONE = Set.of("saved", "completed", "undone");
  private final Collaborations collaborations;
  private final Words words;
  private final Clock clock;

  CollaborationPage(Collaborations collaborations, Words words, Clock clock) {
    this.collaborations = collaborations;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping(PATH)
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Caller caller = Caller.current();
    if (!WORK.contains(caller.role())) {
      throw Problem.ACTOR_NOT_ALLOWED.because("QuestionnaireResponse");
    }
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Sheet sheet = sheets(locale).list(collaborations.list(caller), address);
    if (Exports.known(address.said("som"))) {
      return file(sheet, address, locale);
    }
    model.addAttribute("collaborations", sheet);
    model.addAttribute("begins", caller.role() != Role.MOTTAGARE);
    return "web/collaborations";
  }

  @PostMapping(PATH)
  String begin(@RequestParam String tjanst) {
    return "redirect:" + PATH + "/" + collaborations.begin(Caller.current(), tjanst);
  }

  /** All the answers, or the questions of one group. */
  @GetMapping(PATH + "/{id}")
  Object one(@PathVariable String id, HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Collaboration.Full found = collaborations.view(Caller.current(), id);
    if (Exports.known(address.said("som"))) {
      return file(sheets(locale).answers(found, address), address, locale);
    }
    show(found, address.said("del"), Map.of(), model, locale);
    String done = address.said("klart");
    model.addAttribute("done", DONE.contains(done) ? done : "");
    return "web/collaboration";
  }

  @PostMapping(PATH + "/{id}/svar")
  String answer(
      @PathVariable String id,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    String part = fields.getOrDefault("del", "");
    Checklist.Group group =
        collaborations.checklist().group(part).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Map<String, String> said = new LinkedHashMap<>();
    group
        .questions()
        .forEach(q -> said.put(q.id(), fields.getOrDefault(q.id(), "").replace("\r\n", "\n")));
    try {
      collaborations.answer(Caller.current(), id, version(fields), said);
    } catch (Refusal refusal) {
      show(collaborations.view(Caller.current(), id), part, said, model, locale);
      return refused(refusal, model, response, locale);
    }
    String next = fields.getOrDefault("sedan", "");
    return "redirect:" + PATH + "/" + id + "?klart=saved" + next(next);
  }

  private String next(String part) {
    return collaborations.checklist().group(part).map(group -> "&del=" + group.id()).orElse("");
  }

  @PostMapping(PATH + "/{id}/klar")
  String complete(
      @PathVariable String id,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    try {
      collaborations.complete(Caller.current(), id, version(fields));
    } catch (Refusal refusal) {
      show(collaborations.view(Caller.current(), id), "", Map.of(), model, locale);
      return refused(refusal, model, response, locale);
    }
    return "redirect:" + PATH + "/" + id + "?klart=completed";
  }

  @PostMapping(PATH + "/{id}/angra")
  String undo(
      @PathVariable String id,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    try {
      collaborations.undo(Caller.current(), id, version(fields));
    } catch (Refusal refusal) {
      show(collaborations.view(Caller.current(), id), "", Map.of(), model, locale);
      return refused(refusal, model, response, locale);
    }
    return "redirect:" + PATH + "/" + id + "?klart=undone";
  }

  /** What is saved now, above it what was not saved and why. */
  private static String refused(
      Refusal refusal, Model model, HttpServletResponse response, Locale locale) {
    response.setStatus(refusal.problem().status());
    model.addAttribute("done", "");
    model.addAttribute("refusal", refusal.problem().text(locale));
    model.addAttribute("code", refusal.problem().code());
    model.addAttribute("stale", refusal.problem() == Problem.STALE_VERSION);
    return "web/collaboration";
  }

  private void show(
      Collaboration.Full found, String part, Map<String, String> mine, Model model, Locale locale) {
    Address address = new Address(PATH + "/" + found.head().id(), Map.of());
    Checklist checklist = collaborations.checklist();
    model.addAttribute("shown", new ShownChecklist(found, checklist, words.in(locale), mine));
    model.addAttribute("group", checklist.group(part).orElse(null));
    model.addAttribute("answers", sheets(locale).answers(found, address));
  }

  private CollaborationSheets sheets(Locale locale) {
    return new CollaborationSheets(words.in(locale), collaborations.checklist(), clock.instant());
  }

  private Object file(Sheet sheet, Address address, Locale locale) {
    return Exports.file(sheet, address.said("som"), words.in(locale).the("sheet.about"));
  }

  private static long version(Map<String, String> fields) {
    String version = fields.getOrDefault("version", "");
    return version.matches("\\d{1,9}") ? Long.parseLong(version) : 0;
  }
}
