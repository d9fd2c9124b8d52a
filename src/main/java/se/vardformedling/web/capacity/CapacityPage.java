package se.vardformedling.web.capacity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import se.vardformedling.capacity.Announcement;
import se.vardformedling.capacity.AnnouncementView;
import se.vardformedling.capacity.AnnouncementViews;
import se.vardformedling.capacity.Announcements;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.IdentityInForms;
import se.vardformedling.security.RefusesIdentity;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Ledig kapacitet: what stands now, one announcement with its answers, and saying something. */
@Controller
class CapacityPage {
  private static final int USUAL_DAYS = 14;
  private static final int LONGEST_DAYS = 29;

  private final Announcements announcements;
  private final AnnouncementViews views;
  private final Announcers announcers;
  private final FormKeys keys;
  private final Words words;
  private final Clock clock;

  CapacityPage(
      Announcements announcements,
      AnnouncementViews views,
      Announcers announcers,
      FormKeys keys,
      Words words,
      Clock clock) {
    this.announcements = announcements;
    this.views = views;
    this.announcers = announcers;
    this.keys = keys;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping(CapacitySheets.PATH)
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Say say = words.in(locale);
    Sheet sheet = sheet(address, say);
    if (Exports.known(address.said("som"))) {
      return Exports.file(sheet, address.said("som"), say.the("sheet.about"));
    }
    LocalDate today = LocalDate.now(clock);
    fill(model, address, sheet);
    model.addAttribute(
        "ignored",
        Stream.of("slag", "vard")
            .filter(name -> !address.said(name).isEmpty() && asked(address, name).isEmpty())
            .map(name -> say.the("ignored.capacity." + name))
            .toList());
    model.addAttribute(
        "form",
        CapacityForm.of(
            Map.of(
                "slag",
                "offer-capacity",
                "vard",
                address.said("vard"),
                "till",
                today.plusDays(USUAL_DAYS).toString())));
    return "web/capacity";
  }

  @PostMapping(CapacitySheets.PATH)
  @RefusesIdentity("text")
  String publish(
      @RequestParam MultiValueMap<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    CapacityForm form = new CapacityForm(fields);
    Caller caller = Caller.current();
    try {
      IdentityInForms.refuse();
      String id =
          keys.once(
              caller,
              form.said("nyckel"),
              () ->
                  announcements.publish(
                      caller, form.draft(announcers.unit(caller), clock.instant())));
      Done.tell("published");
      return "redirect:" + CapacitySheets.PATH + "/" + id;
    } catch (Refusal refusal) {
      Address address = new Address(CapacitySheets.PATH, Map.of());
      fill(model, address, sheet(address, words.in(locale)));
      model.addAttribute("form", form);
      return refused(refusal, model, response, locale, "web/capacity");
    }
  }

  @GetMapping(CapacitySheets.PATH + "/{id}")
  String one(@PathVariable String id, Model model, Locale locale) {
    return show(id, model, locale);
  }

  @PostMapping(CapacitySheets.PATH + "/{id}/svar")
  @RefusesIdentity("text")
  String answer(
      @PathVariable String id,
      @RequestParam MultiValueMap<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    CapacityForm form = new CapacityForm(fields);
    try {
      IdentityInForms.refuse();
      Caller caller = Caller.current();
      keys.once(
          caller,
          form.said("nyckel"),
          () -> announcements.respond(caller, id, form.places("platser"), form.said("text")));
    } catch (Refusal refusal) {
      model.addAttribute("form", form);
      return refused(refusal, model, response, locale, show(id, model, locale));
    }
    Done.tell("answered");
    return "redirect:" + CapacitySheets.PATH + "/" + id;
  }

  @PostMapping(CapacitySheets.PATH + "/{id}/steg")
  String step(
      @PathVariable String id,
      @RequestParam MultiValueMap<String, String> fields,
      Model model,
      HttpServletResponse response,
      Locale locale) {
    CapacityForm form = new CapacityForm(fields);
    try {
      if (ShownAnnouncement.ends(form.said("steg")) && !form.said("saker").equals("ja")) {
        throw Problem.INPUT_MISSING.at("saker", "");
      }
      announcements.step(
          Caller.current(), form.said("task"), form.said("version"), form.said("steg"));
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.STALE_VERSION) {
        model.addAttribute("seen", form.said("sett"));
      }
      return refused(refusal, model, response, locale, show(id, model, locale));
    }
    Done.tell("done." + form.said("steg"));
    return "redirect:" + CapacitySheets.PATH + "/" + id;
  }

  private String refused(
      Refusal refusal, Model model, HttpServletResponse response, Locale locale, String view) {
    LocalDate today = LocalDate.now(clock);
    CapacityFault fault =
        CapacityFault.of(refusal, words.in(locale), today, today.plusDays(LONGEST_DAYS));
    response.setStatus(refusal.problem().status());
    model.addAttribute("refusal", fault.refused());
    model.addAttribute("faulty", fault.field());
    return view;
  }

  private Sheet sheet(Address address, Say say) {
    Caller caller = Caller.current();
    List<Announcement> found =
        announcements.list(
            caller,
            new Announcement.Filter(
                asked(address, "slag"),
                asked(address, "vard"),
                address.said("egna").isEmpty() ? Optional.empty() : announcers.party(caller)));
    Map<String, String> names =
        announcers.names(found.stream().map(Announcement::requesterId).toList());
    return new CapacitySheets(say, clock.instant(), names).list(found, address);
  }

  private void fill(Model model, Address address, Sheet sheet) {
    LocalDate today = LocalDate.now(clock);
    Caller caller = Caller.current();
    model.addAttribute("list", sheet);
    model.addAttribute("key", keys.next());
    model.addAttribute("address", address);
    model.addAttribute("care", announcers.care());
    model.addAttribute("own", announcers.ownCare(caller));
    model.addAttribute("speaks", announcers.party(caller).isPresent());
    model.addAttribute("regions", Regions.all().entrySet());
    model.addAttribute("today", today);
    model.addAttribute("latest", today.plusDays(LONGEST_DAYS));
  }

  private String show(String id, Model model, Locale locale) {
    model.addAttribute("key", keys.next());
    AnnouncementView view = views.of(Caller.current(), id);
    Announcement one = view.announcement();
    Say say = words.in(locale);
    Map<String, String> names =
        announcers.names(
            Stream.concat(
                    Stream.of(one.requesterId()),
                    view.answers().stream().map(AnnouncementView.Answer::responderId))
                .collect(Collectors.toSet()));
    CapacitySheets sheets = new CapacitySheets(say, clock.instant(), names);
    List<Fact> facts =
        List.of(
            new Fact(say.the("case.care"), say.code("vardtjanst", one.vardtjanst())),
            new Fact(say.the("capacity.who"), sheets.name(one.requesterId())),
            new Fact(
                say.the("capacity.places"),
                say.the("capacity.left", one.remaining(), one.quantity())),
            new Fact(say.the("capacity.from"), sheets.first(one)),
            new Fact(say.the("capacity.to"), sheets.last(one)),
            new Fact(say.the("capacity.for"), sheets.audience(one)),
            new Fact(say.the("capacity.text"), one.text().orElse("–")));
    String title =
        say.the("capacity.kind." + one.kind()) + ": " + say.code("vardtjanst", one.vardtjanst());
    model.addAttribute(
        "shown",
        new ShownAnnouncement(
            view, say, title, sheets.name(one.requesterId()), facts, sheets::name));
    return "web/announcement";
  }

  /** A kind or a care that there is; nonsense narrows nothing, and is told. */
  private Optional<String> asked(Address address, String name) {
    return Optional.of(address.said(name))
        .filter(
            said ->
                name.equals("slag")
                    ? CapacityForm.KINDS.contains(said)
                    : announcers.care().stream().anyMatch(care -> care.code().equals(said)));
  }
}
