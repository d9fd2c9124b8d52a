package se.vardformedling.web;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.fhir.Problem;

/** What anybody may read: what this is, what it means for a patient, what our errors mean. */
@Controller
class OpenPages {

  /** One row of the error page. */
  public record ErrorRow(String code, int status, String issueType, String text, String other) {}

  @GetMapping("/")
  String start() {
    return "web/start";
  }

  @GetMapping("/invanare")
  String residents(Model model) {
    model.addAttribute("regions", Regions.all().entrySet());
    return "web/residents";
  }

  @GetMapping("/tillganglighet")
  String accessibility() {
    return "web/accessibility";
  }

  @GetMapping("/errors")
  String errors(Model model, Locale locale) {
    Locale other = locale.getLanguage().equals("en") ? Locale.forLanguageTag("sv") : Locale.ENGLISH;
    List<ErrorRow> rows =
        List.of(Problem.values()).stream().map(problem -> row(problem, locale, other)).toList();
    model.addAttribute("rows", rows);
    return "web/errors";
  }

  private static ErrorRow row(Problem problem, Locale locale, Locale other) {
    return new ErrorRow(
        problem.code(),
        problem.status(),
        problem.issueType(),
        problem.text(locale),
        problem.text(other));
  }
}
