package se.vardformedling.web.find;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;

/** Sparade sökningar: saved from an answer, named anew, removed and had back. */
@Controller
class SavedPage {
  private static final String PATH = SavedRules.PATH + "/sparade";
  private final SavedSearches saved;

  SavedPage(SavedSearches saved) {
    this.saved = saved;
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

  /** Comes back to the answer, where it now stands among the saved. */
  @PostMapping(PATH)
  String save(@RequestParam String namn, HttpServletRequest request) {
    Address asked =
        Address.of(SavedRules.PATH, request.getParameterMap()).with("namn", "").with("som", "");
    saved.save(Caller.current(), namn, asked);
    return "redirect:" + asked;
  }

  @PostMapping(PATH + "/{id}/namn")
  String rename(@PathVariable String id, @RequestParam String namn) {
    saved.rename(Caller.current(), known(id), namn);
    return "redirect:" + PATH;
  }

  @PostMapping(PATH + "/{id}/bort")
  String remove(@PathVariable String id) {
    saved.remove(Caller.current(), known(id));
    return "redirect:" + PATH + "?borttagen=" + known(id);
  }

  @PostMapping(PATH + "/{id}/aterta")
  String restore(@PathVariable String id) {
    saved.restore(Caller.current(), known(id));
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
