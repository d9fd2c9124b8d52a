package se.vardformedling.web.agreements;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import se.vardformedling.agreement.AgreementPage;
import se.vardformedling.agreement.AgreementQuery;
import se.vardformedling.agreement.AgreementView;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Pages;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Avtal: what the caller may see of the register, and how much is left. */
@Controller
class AgreementsPage {
  private final Agreements agreements;
  private final Words words;
  private final Clock clock;

  AgreementsPage(Agreements agreements, Words words, Clock clock) {
    this.agreements = agreements;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/app/avtal")
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Say say = words.in(locale);
    AgreementQuestion asked = new AgreementQuestion(address, say.codes("vardtjanst"));
    LocalDate today = LocalDate.now(clock);
    AgreementPage page = agreements.list(Caller.current(), asked.query(today));
    Sheet sheet = new AgreementSheets(say).register(page, asked);
    if (Exports.known(address.said("som"))) {
      return Exports.file(sheet, address.said("som"), say.the("sheet.about"));
    }
    model.addAttribute("agreements", sheet);
    model.addAttribute("pages", Pages.of(address, page.total(), AgreementQuestion.PAGE));
    model.addAttribute("asked", asked);
    model.addAttribute("states", AgreementQuery.STATES);
    model.addAttribute("care", asked.cares());
    model.addAttribute("regions", Regions.all().entrySet());
    model.addAttribute(
        "ignored",
        asked.ignored().stream().map(name -> say.the("ignored.agreements." + name)).toList());
    return "web/agreements";
  }

  @GetMapping("/app/avtal/{id}")
  Object one(@PathVariable String id, HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    AgreementView view =
        agreements
            .view(Caller.current(), id, clock.instant())
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Say say = words.in(locale);
    AgreementSheets sheets = new AgreementSheets(say);
    Sheet services = sheets.services(view, address);
    if (Exports.known(address.said("som"))) {
      return Exports.file(services, address.said("som"), say.the("sheet.about"));
    }
    model.addAttribute("agreement", view);
    model.addAttribute("services", services);
    model.addAttribute("volumes", sheets.volumes(view));
    model.addAttribute("alerts", sheets.alerts(view));
    model.addAttribute("facts", sheets.facts(view));
    return "web/agreement";
  }
}
