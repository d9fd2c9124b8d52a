package se.vardformedling.web.cases;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.audit.Shown;
import se.vardformedling.referral.CaseList;
import se.vardformedling.referral.CaseList.Question;
import se.vardformedling.referral.CaseList.Sort;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.web.find.SavedSearches;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Where the day begins: the five steps with how many cases are in each, and the nearest limits. */
@Controller
class StartPage {
  private static final Question SOONEST =
      new Question(
          Optional.empty(), Set.of(), false, Optional.of(14), Optional.empty(), "", Sort.DUE, 0, 8);
  private static final Set<Role> CASES = Set.of(Role.VARDFORMEDLARE, Role.REMITTENT);
  private final CaseList cases;
  private final Shown shown;
  private final Waiting waiting;
  private final SavedSearches saved;
  private final Words words;
  private final Clock clock;

  StartPage(
      CaseList cases, Shown shown, Waiting waiting, SavedSearches saved, Words words, Clock clock) {
    this.cases = cases;
    this.shown = shown;
    this.waiting = waiting;
    this.saved = saved;
    this.words = words;
    this.clock = clock;
  }

  /** One of the five steps. */
  public record StepCount(int step, int count) {}

  @GetMapping("/app")
  String start(Model model, Locale locale) {
    Caller caller = Caller.current();
    boolean hasCases = CASES.contains(caller.role());
    model.addAttribute("hasCases", hasCases);
    model.addAttribute("waiting", waiting.of(caller, locale));
    if (hasCases) {
      Say say = words.in(locale);
      List<StepCount> steps =
          cases.steps(caller).entrySet().stream()
              .map(step -> new StepCount(step.getKey(), step.getValue()))
              .toList();
      CaseList.Page soon = cases.find(caller, SOONEST, locale);
      shown.cases(soon.lines().stream().map(CaseList.Line::caseId).toList());
      model.addAttribute("steps", steps);
      model.addAttribute("saved", saved.of(caller));
      model.addAttribute("soonCount", soon.total());
      model.addAttribute(
          "soon",
          new CaseSheets(say, clock.instant())
              .sheet(
                  "narmast",
                  soon.lines(),
                  say.the("home.soon.caption", soon.lines().size(), soon.total()),
                  new Address("/app/arenden", java.util.Map.of("forfaller", List.of("14")))));
    }
    return "web/home";
  }
}
