package se.vardformedling.web.cases;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.CaseHandlers;
import se.vardformedling.referral.CaseSteps;
import se.vardformedling.referral.CaseView;
import se.vardformedling.referral.CaseViews;
import se.vardformedling.referral.GuaranteeClocks;
import se.vardformedling.referral.Leaflets;
import se.vardformedling.security.Caller;
import se.vardformedling.security.IdentityInForms;
import se.vardformedling.security.RefusesIdentity;
import se.vardformedling.security.Role;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** One case: where it is, what can be done now, what was done. */
@Controller
class CasePage {
  private final CaseViews views;
  private final CaseSteps steps;
  private final GuaranteeClocks guarantees;
  private final BesideCase beside;
  private final CaseHandlers handlers;
  private final Words words;
  private final Clock clock;

  CasePage(
      CaseViews views,
      CaseSteps steps,
      GuaranteeClocks guarantees,
      BesideCase beside,
      CaseHandlers handlers,
      Words words,
      Clock clock) {
    this.views = views;
    this.guarantees = guarantees;
    this.beside = beside;
    this.handlers = handlers;
    this.steps = steps;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/app/arenden/{caseId}")
  String show(@PathVariable String caseId, Model model, Locale locale) {
    ShownCase shown = fill(caseId, model, locale);
    if (model.getAttribute("done") instanceof String done) {
      String count = String.valueOf(model.asMap().getOrDefault(CaseDone.COUNT, ""));
      model.addAttribute("done", CaseDone.words(done, count, shown));
    }
    return "web/case";
  }

  @PostMapping("/app/arenden/{caseId}/steg")
  @RefusesIdentity("comment|reason|in\\..*")
  String step(
      @PathVariable String caseId,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    String transition = fields.getOrDefault("transition", "");
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              IdentityInForms.refuse();
              StepForm form = new StepForm(fields);
              form.sure(transition);
              steps.take(
                  Caller.current(),
                  fields.getOrDefault("task", ""),
                  fields.getOrDefault("version", ""),
                  transition,
                  form.words());
            });
    boolean shown = views.shows(Caller.current(), caseId);
    if (refusal.isPresent() && (shown || refusal.get().problem() != Problem.STALE_VERSION)) {
      return refused(caseId, refusal.get(), fields, model, response, locale);
    }
    // Who has said no has left the case.
    return shown ? back(caseId, transition) : AskedPage.left(refusal.isPresent());
  }

  /** Offers the patient what the chosen providers have said yes to. */
  @PostMapping("/app/arenden/{caseId}/erbjud")
  @RefusesIdentity("in\\..*")
  String offer(
      @PathVariable String caseId,
      @RequestParam(defaultValue = "") List<String> inquiry,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              IdentityInForms.refuse();
              steps.offer(
                  Caller.current(),
                  caseTask(caseId, fields.getOrDefault("state", ""), locale),
                  inquiry,
                  new StepForm(fields).told(inquiry));
            });
    if (refusal.isPresent()) {
      model.addAttribute("ticked", inquiry);
      return refused(caseId, refusal.get(), fields, model, response, locale);
    }
    return back(caseId, "offered");
  }

  /** Notes that the patient has the leaflet. */
  @PostMapping("/app/arenden/{caseId}/informationsblad")
  String leaflet(
      @PathVariable String caseId,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              beside.give(
                  Caller.current(),
                  caseId,
                  fields.getOrDefault("kanal", ""),
                  fields.getOrDefault("version", ""));
            });
    if (refusal.isPresent()) {
      return refused(caseId, refusal.get(), fields, model, response, locale);
    }
    return back(caseId, "leaflet");
  }

  /** Takes the case, or leaves it to whoever will. */
  @PostMapping("/app/arenden/{caseId}/ansvarig")
  String handle(
      @PathVariable String caseId,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    boolean release = fields.getOrDefault("gor", "").equals("slapp");
    String shown = fields.getOrDefault("sett", "");
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              if (release) {
                handlers.release(Caller.current(), caseId, shown);
              } else {
                handlers.take(Caller.current(), caseId, shown);
              }
            });
    if (refusal.isPresent()) {
      return refused(caseId, refusal.get(), fields, model, response, locale);
    }
    return back(caseId, release ? "slapp" : "ta");
  }

  /**
   * The case's Task, if it is in the state that was seen; a clock that goes on changes no state.
   */
  String caseTask(String caseId, String seen, Locale locale) {
    CaseView.Item task =
        views.of(Caller.current(), caseId, locale).tasks().stream()
            .filter(item -> item.kind().code().equals("broker-case"))
            .findFirst()
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    if (!seen.isEmpty() && !seen.equals(task.state().code())) {
      throw Problem.STALE_VERSION.because("");
    }
    return task.taskId();
  }

  /** The case as it is now, above it what was asked and why it was not done. */
  String refused(
      String caseId,
      Refusal refusal,
      Map<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    fill(caseId, model, locale);
    List<FieldFault> faults = FieldFault.all(refusal, words.in(locale));
    response.setStatus(refusal.problem().status());
    model.addAttribute("refusal", faults.get(0).refused());
    model.addAttribute("more", faults.stream().skip(1).map(FieldFault::refused).toList());
    model.addAttribute("faulty", faults.stream().map(FieldFault::field).toList());
    model.addAttribute("stale", refusal.problem() == Problem.STALE_VERSION);
    model.addAttribute("asked", fields);
    return "web/case";
  }

  private ShownCase fill(String caseId, Model model, Locale locale) {
    CaseView view = views.of(Caller.current(), caseId, locale);
    Say say = words.in(locale);
    ShownCase shown =
        new ShownCase(view, say, LocalDate.now(clock), actor(Caller.current().role()));
    Caller caller = Caller.current();
    model.addAttribute("case", shown);
    model.addAttribute("terms", beside.terms(caller, view, say));
    model.addAttribute(
        "homeWait", shown.mayOffer() ? beside.homeWait(view, say).orElse(null) : null);
    model.addAttribute("aloud", BesideCase.aloud(shown.region(), say));
    handler(caller, shown, say, model);
    model.addAttribute("leaflets", beside.leaflets(caller, caseId));
    model.addAttribute("channels", Leaflets.CHANNELS);
    model.addAttribute("versions", Leaflets.VERSIONS);
    model.addAttribute(
        "guarantee",
        shown.main().map(item -> guarantees.of(Caller.current(), item.taskId())).orElse(null));
    return shown;
  }

  /** For those who see the whole case; a provider has to do with its own part. */
  private void handler(Caller caller, ShownCase shown, Say say, Model model) {
    if (shown.main().isEmpty()) {
      return;
    }
    CaseHandlers.Handler handler = handlers.of(caller, shown.view().caseId());
    String none = say.the("case.handler.none");
    model.addAttribute("handler", handler);
    model.addAttribute("mine", handler.is(caller));
    model.addAttribute(
        "handlerName",
        handler.subject().orElse(none)
            + (handler.is(caller) ? " (" + say.the("case.handler.me") + ")" : ""));
  }

  private static String actor(Role role) {
    return switch (role) {
      case VARDFORMEDLARE -> "BR";
      case REMITTENT -> "RC";
      case MOTTAGARE -> "RP";
      default -> "";
    };
  }

  private static String back(String caseId, String done) {
    Done.tell(done);
    return back(caseId);
  }

  static String back(String caseId) {
    return "redirect:"
        + UriComponentsBuilder.fromPath("/app/arenden/{id}").buildAndExpand(caseId).encode();
  }
}
