package se.vardformedling.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.fhir.Problem;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** What anybody may read: what this is, what it means for a patient, what our errors mean. */
@Controller
class OpenPages {
  private final ObjectProvider<ResidentsWaits> waits;
  private final HealthEndpoint health;
  private final Words words;
  private final String contact;

  /**
   * The pages.
   *
   * @param waits on the national node alone, which has the figures
   * @param contact whom to write to or ring about the service; empty when the operator has not said
   */
  OpenPages(
      ObjectProvider<ResidentsWaits> waits,
      HealthEndpoint health,
      Words words,
      @Value("${vf.contact:}") String contact) {
    this.contact = contact.strip();
    this.health = health;
    this.waits = waits;
    this.words = words;
  }

  @GetMapping("/")
  String start(Model model) {
    model.addAttribute("well", health.health().getStatus().equals(Status.UP));
    model.addAttribute("contact", contact);
    return "web/start";
  }

  @GetMapping("/invanare")
  Object residents(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Say say = words.in(locale);
    ResidentsWaits open = waits.getIfAvailable();
    if (open != null) {
      Sheet sheet = open.sheet(address, say);
      if (Exports.known(address.said("som"))) {
        return Exports.file(sheet, address.said("som"), say.the("sheet.about"));
      }
      model.addAttribute("care", open.care(address, locale));
      model.addAttribute("waits", sheet);
    }
    model.addAttribute("regions", Regions.all().entrySet());
    return "web/residents";
  }

  @GetMapping("/tillganglighet")
  String accessibility() {
    return "web/accessibility";
  }

  @GetMapping("/errors")
  Object errors(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Say say = words.in(locale);
    Sheet sheet = errors(address, say);
    if (Exports.known(address.said("som"))) {
      return Exports.file(sheet, address.said("som"), say.the("sheet.about"));
    }
    model.addAttribute("errors", sheet);
    return "web/errors";
  }

  /** Each error is where its code is in the page's address, which answers and pages lead to. */
  private static Sheet errors(Address address, Say say) {
    List<Problem> all = List.of(Problem.values());
    return Table.<Problem>named("felkoder", say)
        .words("kod", "errors.code", problem -> Cell.of(problem.code()))
        .figures(
            "status",
            "errors.status",
            problem -> Cell.of(String.valueOf(problem.status()), problem.status()))
        .words("typ", "errors.type", problem -> Cell.of(problem.issueType()))
        .words("text", "errors.text", problem -> Cell.of(problem.text(say.language())))
        .words("gor", "errors.advice", problem -> Cell.of(say.advice(problem)))
        .chosenBy(Problem::code)
        .of(all, say.the("errors.caption", all.size()), address);
  }
}
