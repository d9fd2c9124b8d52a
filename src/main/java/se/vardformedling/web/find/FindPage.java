package se.vardformedling.web.find;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.audit.Shown;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.AskedProviders;
import se.vardformedling.security.Caller;
import se.vardformedling.security.IdentityInForms;
import se.vardformedling.security.RefusesIdentity;
import se.vardformedling.security.Role;
import se.vardformedling.web.Regions;
import se.vardformedling.web.chart.ShadedMap;
import se.vardformedling.web.find.Finding.Found;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Hitta vårdgivare: one question, a table beside a map, up to four compared. */
@Controller
class FindPage {
  private static final int MOST_COMPARED = 4;
  private final Finding finding;
  private final Understood understood;
  private final SavedSearches saved;
  private final AskedProviders asked;
  private final Shown shown;
  private final Words words;

  FindPage(
      Finding finding,
      Understood understood,
      SavedSearches saved,
      AskedProviders asked,
      Shown shown,
      Words words) {
    this.finding = finding;
    this.asked = asked;
    this.shown = shown;
    this.saved = saved;
    this.understood = understood;
    this.words = words;
  }

  @GetMapping("/app/hitta")
  Object find(HttpServletRequest request, Model model, Locale locale) {
    return answer(wish(request), model, locale);
  }

  /** Saves the question, and comes back to the answer, where it now stands among the saved. */
  @PostMapping(SavedPage.PATH)
  @RefusesIdentity("namn")
  Object save(
      @RequestParam(defaultValue = "") String namn,
      HttpServletRequest request,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    Address question =
        Address.of(SavedRules.PATH, request.getParameterMap()).with("namn", "").with("som", "");
    Optional<Refusal> refusal =
        Refused.trying(
            () -> {
              IdentityInForms.refuse();
              saved.save(Caller.current(), namn, question);
            });
    if (refusal.isEmpty()) {
      Done.tell("saved");
      return "redirect:" + question;
    }
    Refused.on(model, response, refusal.get(), words.in(locale));
    model.addAttribute("named", namn);
    return answer(new Wish(question), model, locale);
  }

  private Object answer(Wish wish, Model model, Locale locale) {
    String region = region();
    InCase inCase = inCase(wish, locale);
    form(model, wish, region);
    model.addAttribute("ofCase", Demands.of(inCase).words(words.in(locale)));
    model.addAttribute("ignored", ignored(wish, words.in(locale)));
    model.addAttribute("saved", saved.of(Caller.current()));
    model.addAttribute("here", SavedRules.kept(wish.address()).toString());
    if (wish.words().isEmpty()) {
      return "web/find";
    }
    Found found = finding.find(wish, region, Demands.of(wish, inCase));
    HitSheets sheets = new HitSheets(wish, found, inCase, words.in(locale));
    Say say = words.in(locale);
    Sheet hits = sheets.hits();
    Sheet order = sheets.order();
    Sheet excluded = sheets.excluded();
    Optional<ResponseEntity<byte[]>> file =
        Exports.asked(wish.address(), say.the("sheet.about"), hits, order, excluded);
    if (file.isPresent()) {
      return file.get();
    }
    model.addAttribute("found", found);
    model.addAttribute("kinds", found.meant().isEmpty() ? understood.all(locale) : List.of());
    model.addAttribute("hits", hits);
    model.addAttribute("total", sheets.total());
    model.addAttribute("order", order);
    model.addAttribute("excluded", excluded);
    model.addAttribute("map", ShadedMap.of(sheets.map(), say.the("find.map"), say));
    return "web/find";
  }

  @GetMapping("/app/hitta/jamfor")
  Object compare(HttpServletRequest request, Model model, Locale locale) {
    Wish wish = wish(request);
    InCase inCase = inCase(wish, locale);
    Found found = finding.find(wish, region(), Demands.of(wish, inCase));
    HitSheets sheets = new HitSheets(wish, found, inCase, words.in(locale));
    List<Hit> chosen =
        found.hits().stream()
            .filter(hit -> wish.compared().contains(hit.id()))
            .limit(MOST_COMPARED)
            .toList();
    if (Exports.known(wish.file())) {
      return Exports.file(
          sheets.comparison(chosen), wish.file(), words.in(locale).the("sheet.about"));
    }
    model.addAttribute("comparison", sheets.comparison(chosen));
    model.addAttribute("chosen", chosen.size());
    model.addAttribute("asks", chosen.stream().filter(inCase::askable).map(Hit::id).toList());
    model.addAttribute("wish", wish);
    model.addAttribute("forCase", wish.forCase());
    model.addAttribute("tooMany", wish.compared().size() > MOST_COMPARED);
    model.addAttribute(
        "back",
        new Address("/app/hitta", wish.address().parameters()).with("sortera", "").toString());
    return "web/compare";
  }

  /** What to do with the chosen rows: compare them, or ask them on behalf of a case. */
  @PostMapping("/app/hitta/val")
  String choose(HttpServletRequest request) {
    Wish wish =
        new Wish(
            Address.of("/app/hitta/jamfor", request.getParameterMap())
                .with("gor", "")
                .with("som", ""));
    return "redirect:" + wish.address();
  }

  /** What the words typed so far may mean, as options of the search box. */
  @GetMapping("/app/hitta/forslag")
  String suggest(@RequestParam(defaultValue = "") String vad, Model model) {
    region();
    String said = vad.length() > 80 ? vad.substring(0, 80) : vad.strip();
    model.addAttribute("meant", understood.offered(said));
    model.addAttribute("said", said);
    return "web/suggestions";
  }

  /** How providers stand to the case that is sought for; that it was looked up is in the log. */
  private InCase inCase(Wish wish, Locale locale) {
    if (wish.forCase().isEmpty()) {
      return InCase.NONE;
    }
    InCase inCase = new InCase(asked.of(Caller.current(), wish.forCase(), locale));
    if (inCase.asked().isPresent()) {
      shown.cases(List.of(wish.forCase()));
    }
    return inCase;
  }

  private static List<String> ignored(Wish wish, Say say) {
    return wish.ignored().stream().map(name -> say.the("ignored.find." + name)).toList();
  }

  private static void form(Model model, Wish wish, String region) {
    String from = Municipality.of(wish.from()).isPresent() ? wish.from() : "";
    model.addAttribute("wish", wish);
    model.addAttribute(
        "places",
        Municipality.options(from.isEmpty() ? Municipality.in(region).get(0).code() : from));
    model.addAttribute("regions", Regions.all().entrySet());
  }

  private static Wish wish(HttpServletRequest request) {
    return new Wish(Address.of(request.getRequestURI(), request.getParameterMap()));
  }

  /** The region that asks; only brokers do. */
  private static String region() {
    Caller caller = Caller.current();
    if (caller.role() != Role.VARDFORMEDLARE) {
      throw Problem.ACTOR_NOT_ALLOWED.because("find");
    }
    return caller.region().orElseThrow(() -> Problem.ACTOR_NOT_ALLOWED.because("region"));
  }
}
