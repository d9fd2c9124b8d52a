package se.vardformedling.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.OldForms;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;

/** What a person sees when a page is missing or fails: no more than the status and a reference. */
@Controller
class FailedPage implements ErrorController {

  private final Words words;

  FailedPage(Words words) {
    this.words = words;
  }

  @RequestMapping("/error")
  String failed(HttpServletRequest request, Model model, Locale locale) {
    if (request.getAttribute(Outcomes.REFUSAL) instanceof Refusal refusal) {
      model.addAttribute("refusal", Refused.of(refusal, words.in(locale)));
      return "web/refused";
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // What is denied to everybody is no page of ours.
    boolean missing = status == null || List.of(403, 404).contains(status);
    model.addAttribute("missing", missing);
    model.addAttribute("old", request.getAttribute(OldForms.ATTRIBUTE));
    model.addAttribute("reference", request.getAttribute("vf.requestId"));
    return "web/failed";
  }
}
