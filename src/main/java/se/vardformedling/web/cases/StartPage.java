package se.vardformedling.web.cases;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.audit.Shown;
import se.vardformedling.referral.CaseList;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.web.find.SavedSearches;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Where the day begins: the five steps with how many cases are in each, and the nearest limits. */
@Controller
class StartPage {
  private static final int SOON_DAYS = 14;
  private static final int SHOWN = 8;
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
  Object start(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Caller caller = Caller.current();
    boolean hasCases = CASES.contains(caller.role());
    model.addAttribute("hasCases", hasCases);
    model.addAttribute("waiting", waiting.of(caller));
    if (hasCases) {
      Say say = words.in(locale);
      CaseList.Overview overview = cases.overview(caller, SOON_DAYS, SHOWN, locale);
      Map<Integer, Integer> counts = overview.steps();
      model.addAttribute("held", counts.getOrDefault(0, 0));
      List<StepCount> steps =
          counts.entrySet().stream()
              .filter(step -> step.getKey() > 0)
              .map(step -> new StepCount(step.getKey(), step.getValue()))
              .toList();
      CaseList.Page soon = overview.soon();
      shown.cases(soon.lines().stream().map(CaseList.Line::caseId).toList());
      Sheet nearest = nearest(soon, say, address);
      if (Exports.known(address.said("som"))) {
        return Exports.file(nearest, address.said("som"), say.the("sheet.about"));
      }
      model.addAttribute("steps", steps);
      model.addAttribute("saved", saved.of(caller));
      model.addAttribute("soonCount", soon.total());
      model.addAttribute("soon", nearest);
    }
    return "web/home";
  }

  private Sheet nearest(CaseList.Page soon, Say say, Address address) {
    return new CaseSheets(say, clock.instant(), Caller.current().subject())
        .sheet(
            "narmast",
            soon.lines(),
            say.the("home.soon.caption", soon.lines().size(), soon.total()),
            address);
  }
}
