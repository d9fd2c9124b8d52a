package se.vardformedling.web.collaboration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
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
import se.vardformedling.security.IdentityInForms;
import se.vardformedling.security.RefusesIdentity;
import se.vardformedling.security.Role;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;

/** Samarbeten: the checklists there are, and one of them, group by group. */
@Controller
class CollaborationPage {
  private static final String PATH = CollaborationSheets.PATH;
  private static final Set<Role> WORK =
      Set.of(Role.VARDFORMEDLARE, Role.AVTALSCONTROLLER, Role.MOTTAGARE);
  private final Collaborations collaborations;
  private final ChecklistPaper paper;
  private final Words words;
  private final Clock clock;

  CollaborationPage(Collaborations collaborations, ChecklistPaper paper, Words words, Clock clock) {
    this.collaborations = collaborations;
    this.paper = paper;
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
    if (address.said("som").equals("pdf")) {
      return paper.of(shown(found, Map.of(), locale), clock.instant());
    }
    show(found, address.said("del"), Map.of(), model, locale);
    model.addAttribute("answers", sheets(locale).answers(found, address));
    return "web/collaboration";
  }

  @PostMapping(PATH + "/{id}/svar")
  @RefusesIdentity("[a-z]+[.][a-z.-]+")
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
      IdentityInForms.refuse();
      collaborations.answer(Caller.current(), id, version(fields), said);
    } catch (Refusal refusal) {
      show(collaborations.view(Caller.current(), id), part, said, model, locale);
      String page = refused(refusal, new Asked(model, response, locale));
      tellWhere(refusal, group, model, locale);
      return page;
    }
    String next = fields.getOrDefault("sedan", "");
    Done.tell("saved");
    return "redirect:" + PATH + "/" + id + next(next);
  }

  /** The question that it is about, in its own words. */
  private void tellWhere(Refusal refusal, Checklist.Group group, Model model, Locale locale) {
    String where = refusal.issues().get(0).expression();
    Refused plain = Refused.of(refusal, words.in(locale));
    group.questions().stream()
        .filter(question -> question.id().equals(where))
        .findFirst()
        .ifPresent(
            question -> {
              String asked = question.text().in(locale);
              model.addAttribute("faulty", question.id());
              model.addAttribute(
                  "refusal", new Refused(plain.code(), plain.text(), plain.advice(), asked));
            });
  }

  private String next(String part) {
    return collaborations.checklist().group(part).map(group -> "?del=" + group.id()).orElse("");
  }

  @PostMapping(PATH + "/{id}/teckna")
  String sign(
      @PathVariable String id,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    return change(
        id,
        fields,
        new Asked(model, response, locale),
        version -> collaborations.sign(Caller.current(), id, version) ? "completed" : "signed");
  }

  @PostMapping(PATH + "/{id}/ta-tillbaka")
  String unsign(
      @PathVariable String id,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    return change(
        id,
        fields,
        new Asked(model, response, locale),
        version -> {
          collaborations.unsign(Caller.current(), id, version);
          return "unsigned";
        });
  }

  @PostMapping(PATH + "/{id}/angra")
  String undo(
      @PathVariable String id,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    return change(
        id,
        fields,
        new Asked(model, response, locale),
        version -> {
          collaborations.undo(Caller.current(), id, version);
          return "undone";
        });
  }

  /** Where an answer goes. */
  private record Asked(Model model, HttpServletResponse response, Locale locale) {}

  /** Changes the version that was shown, and says what was done; or why it was not. */
  private String change(
      String id, Map<String, String> fields, Asked asked, LongFunction<String> step) {
    try {
      Done.tell(step.apply(version(fields)));
      return "redirect:" + PATH + "/" + id;
    } catch (Refusal refusal) {
      show(collaborations.view(Caller.current(), id), "", Map.of(), asked.model(), asked.locale());
      asked.model().addAttribute("seen", fields.getOrDefault("sett", ""));
      return refused(refusal, asked);
    }
  }

  /** What is saved now, above it what was not saved and why. */
  private String refused(Refusal refusal, Asked asked) {
    Refused.on(asked.model(), asked.response(), refusal, words.in(asked.locale()));
    asked.model().addAttribute("done", "");
    asked.model().addAttribute("stale", refusal.problem() == Problem.STALE_VERSION);
    return "web/collaboration";
  }

  private void show(
      Collaboration.Full found, String part, Map<String, String> mine, Model model, Locale locale) {
    Address address = new Address(PATH + "/" + found.head().id(), Map.of());
    Checklist checklist = collaborations.checklist();
    model.addAttribute("shown", shown(found, mine, locale));
    model.addAttribute("group", checklist.group(part).orElse(null));
    model.addAttribute("answers", sheets(locale).answers(found, address));
  }

  private ShownChecklist shown(Collaboration.Full found, Map<String, String> mine, Locale locale) {
    return new ShownChecklist(found, collaborations.checklist(), words.in(locale), mine);
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
