package se.vardformedling.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
      String back = OldForms.back(request);
      if (request.getMethod().equals("POST") && !back.equals("/app")) {
        model.addAttribute("back", back);
      }
      return "web/refused";
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Optional<String> page = pageOf(request, status);
    if (page.isPresent()) {
      return "redirect:" + page.get();
    }
    // What is denied to everybody is no page of ours.
    boolean missing = status == null || List.of(403, 404).contains(status);
    boolean ours = status instanceof Integer code && code >= 500;
    Object old = request.getAttribute(OldForms.ATTRIBUTE);
    model.addAttribute("missing", missing);
    model.addAttribute("ours", ours);
    model.addAttribute("old", old);
    model.addAttribute("heading", heading(old, missing, ours));
    model.addAttribute("reference", request.getAttribute("vf.requestId"));
    return "web/failed";
  }

  /** The message that is the page's title and heading. */
  private static String heading(@Nullable Object old, boolean missing, boolean ours) {
    if (old instanceof OldForms.OldForm form) {
      return form.signedOut() ? "failed.signed-out" : "failed.old-form";
    }
    return missing ? "failed.missing" : ours ? "failed.title" : "refused.title";
  }

  private static String language(HttpServletRequest request) {
    String said = String.valueOf(request.getParameter("lang"));
    return List.of("sv", "en").contains(said) ? "?lang=" + said : "";
  }

  /**
   * A form's address, such as {@code /app/arenden/X/steg}, stands in the browser when the form was
   * refused; whoever reads it again means the page that the form is on.
   */
  private static Optional<String> pageOf(HttpServletRequest request, @Nullable Object status) {
    String asked = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    boolean read = request.getMethod().equals("GET") && Integer.valueOf(405).equals(status);
    return Optional.of(asked)
        .filter(path -> read && path.matches("/app(/[A-Za-z0-9.-]+){2,}"))
        .map(path -> path.replaceFirst("^/app/handling/([^/]+)/", "/app/paket/$1/"))
        .map(path -> path.replaceFirst("^/app/meddelanden?/.*", "/app/meddelanden/-"))
        .map(path -> path.replaceFirst("^/app/hitta/sparade/.*", "/app/hitta/sparade/-"))
        // Who a patient is has been asked for on more than one page.
        .map(path -> path.replaceFirst("^/app/patient/remiss/([^/]+)", "/app/ringlista/$1/-"))
        .map(path -> path.replaceFirst("^/app/patient/.*", "/app/paket/-"))
        .map(path -> path.substring(0, path.lastIndexOf('/')) + language(request));
  }
}
