package se.vardformedling.web.find;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.IdentityInForms;
import se.vardformedling.security.RefusesIdentity;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;

/** Sparade sökningar: saved from an answer, named anew, removed and had back. */
@Controller
class SavedPage {
  static final String PATH = SavedRules.PATH + "/sparade";
  private final SavedSearches saved;
  private final Words words;

  SavedPage(SavedSearches saved, Words words) {
    this.saved = saved;
    this.words = words;
  }

  @GetMapping(PATH)
  String list(@RequestParam(defaultValue = "") String borttagen, Model model) {
    Caller caller = Caller.current();
    model.addAttribute("saved", saved.of(caller));
    model.addAttribute("longest", SavedRules.LONGEST_NAME);
    model.addAttribute(
        "removed", id(borttagen).flatMap(id -> saved.removed(caller, id)).orElse(null));
    return "web/saved";
  }

  @PostMapping(PATH + "/{id}/namn")
  @RefusesIdentity("namn")
  String rename(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String namn,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              IdentityInForms.refuse();
              saved.rename(Caller.current(), known(id), namn);
            });
    if (refusal.isEmpty()) {
      Done.tell("renamed");
      return "redirect:" + PATH;
    }
    if (refusal.get().problem() == Problem.NOT_FOUND
        || refusal.get().problem() == Problem.ACTOR_NOT_ALLOWED) {
      throw refusal.get();
    }
    Refused.on(model, response, refusal.get(), words.in(locale));
    model.addAttribute("renamed", id);
    model.addAttribute("named", namn);
    return list("", model);
  }

  @PostMapping(PATH + "/{id}/bort")
  String remove(@PathVariable String id) {
    saved.remove(Caller.current(), known(id));
    return "redirect:" + PATH + "?borttagen=" + known(id);
  }

  @PostMapping(PATH + "/{id}/aterta")
  String restore(@PathVariable String id) {
    saved.restore(Caller.current(), known(id));
    Done.tell("restored");
    return "redirect:" + PATH;
  }

  private static UUID known(String id) {
    return id(id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private static Optional<UUID> id(String text) {
    return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}
