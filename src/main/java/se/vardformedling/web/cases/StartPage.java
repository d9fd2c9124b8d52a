package se.vardformedling.web.cases;

import java.time.Clock;
import java.util.ArrayList;
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
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Where the day begins: the five steps with how many cases are in each, and the nearest limits. */
@Controller
class StartPage {
  private static final int SOON = 14;
  private static final Set<Role> CASES = Set.of(Role.VARDFORMEDLARE, Role.REMITTENT);
  private final CaseList cases;
  private final Shown shown;
  private final Waiting waiting;
  private final Words words;
  private final Clock clock;

  StartPage(CaseList cases, Shown shown, Waiting waiting, Words words, Clock clock) {
    this.cases = cases;
    this.shown = shown;
    this.waiting = waiting;
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
      List<StepCount> steps = new ArrayList<>();
      for (int step = 1; step <= 5; step++) {
        steps.add(new StepCount(step, count(caller, Optional.of(step), Optional.empty(), locale)));
      }
      CaseList.Page soon =
          cases.find(caller, question(Optional.empty(), Optional.of(SOON), 8), locale);
      shown.cases(soon.lines().stream().map(CaseList.Line::caseId).toList());
      model.addAttribute("steps", steps);
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

  private int count(
      Caller caller, Optional<Integer> step, Optional<Integer> within, Locale locale) {
    return cases.find(caller, question(step, within, 1), locale).total();
  }

  private static Question question(Optional<Integer> step, Optional<Integer> within, int count) {
    return new Question(step, Set.of(), false, within, Optional.empty(), "", Sort.DUE, 0, count);
  }
}
