package se.vardformedling.web.cases;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.fhir.CatalogueNames;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.CaseSteps;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Asks the providers that were chosen in a search whether they can take the patient. */
@Controller
class AskPage {
  private static final String SERVICE = "HealthcareService/";

  private final CasePage page;
  private final CaseSteps steps;
  private final CatalogueNames names;
  private final Words words;
  private final Clock clock;

  AskPage(CasePage page, CaseSteps steps, CatalogueNames names, Words words, Clock clock) {
    this.page = page;
    this.steps = steps;
    this.names = names;
    this.words = words;
    this.clock = clock;
  }

  /**
   * All of them or none. Leads back to the search, with what was ticked, when none was chosen or
   * some cannot be asked.
   */
  @PostMapping("/app/arenden/{caseId}/fraga")
  String ask(
      @PathVariable String caseId,
      @RequestParam(defaultValue = "") List<String> jamfor,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Address search = Address.of("/app/hitta", request.getParameterMap()).with("arende", caseId);
    boolean searched = !search.said("vad").isEmpty();
    if (jamfor.isEmpty() && searched) {
      Done.tell("unchosen", words.in(locale).the("find.ask.none"));
      return "redirect:" + search;
    }
    Optional<Refusal> refusal =
        Refused.trying(
                () -> {
                  if (jamfor.isEmpty()) {
                    throw Problem.INPUT_MISSING.at("jamfor", "");
                  }
                  steps.ask(Caller.current(), page.caseTask(caseId, "", locale), jamfor);
                })
            .map(this::named);
    if (refusal.isEmpty()) {
      CaseDone.tellAsked(new HashSet<>(jamfor).size());
      return CasePage.back(caseId);
    }
    if (searched && refusal.get().issues().stream().allMatch(AskPage::isOfOne)) {
      Done.tell("unchosen", unasked(refusal.get(), words.in(locale)));
      return "redirect:" + search;
    }
    return page.refused(caseId, refusal.get(), Map.of(), model, response, locale);
  }

  private static boolean isOfOne(Refusal.Issue issue) {
    return issue.details().startsWith(SERVICE);
  }

  /** Each provider that cannot be asked by its name, in place of where it stands in a Task. */
  private Refusal named(Refusal refusal) {
    return new Refusal(
        refusal.issues().stream()
            .map(
                issue ->
                    isOfOne(issue)
                        ? new Refusal.Issue(issue.problem(), name(issue), issue.details())
                        : issue)
            .toList());
  }

  private String name(Refusal.Issue issue) {
    String id = issue.details().substring(SERVICE.length());
    return names.at("HealthcareService", id, clock.instant()).orElse(id);
  }

  private static String unasked(Refusal refusal, Say say) {
    return say.the(
        "find.ask.unasked",
        FieldFault.all(refusal, say).stream()
            .map(FieldFault::refused)
            .map(one -> one.place() + ": " + one.text())
            .collect(Collectors.joining(" ")));
  }
}
