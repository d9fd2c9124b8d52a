package se.vardformedling.web.unit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import se.vardformedling.agreement.AgreementPage;
import se.vardformedling.agreement.AgreementQuery;
import se.vardformedling.agreement.Agreements;
import se.vardformedling.capacity.Announcement;
import se.vardformedling.capacity.Announcements;
import se.vardformedling.catalogue.Unit;
import se.vardformedling.catalogue.Units;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.waitingtime.WaitingTimes;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Enhetsvy: what one unit gives, how long it takes, on what terms. */
@Controller
class UnitPage {
  private static final int MOST = 200;

  private final Units units;
  private final WaitingTimes waits;
  private final Agreements agreements;
  private final Announcements announcements;
  private final BesideUnit beside;
  private final Words words;
  private final Clock clock;

  UnitPage(
      Units units,
      WaitingTimes waits,
      Agreements agreements,
      Announcements announcements,
      BesideUnit beside,
      Words words,
      Clock clock) {
    this.units = units;
    this.waits = waits;
    this.agreements = agreements;
    this.announcements = announcements;
    this.beside = beside;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/app/enhet/{id}")
  Object show(@PathVariable String id, HttpServletRequest request, Model model, Locale locale) {
    Caller caller = Caller.current();
    if (caller.role() == Role.ANONYMOUS) {
      throw Problem.ACTOR_NOT_ALLOWED.because("unit");
    }
    Unit unit = units.find(id).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Say say = words.in(locale);
    UnitSheets sheets = new UnitSheets(say, LocalDate.now(clock));
    List<String> ids = unit.services().stream().map(Unit.Care::serviceId).toList();
    Sheet services = sheets.services(unit, waits.medians(ids), address.firstTable());
    Sheet terms = sheets.agreements(unit, agreements(caller, unit), address.table("avtal"));
    Sheet capacity =
        sheets.announcements(unit, announced(caller, unit), address.table("kapacitet"));
    Optional<ResponseEntity<byte[]>> file =
        Exports.asked(address, say.the("sheet.about"), services, terms, capacity);
    if (file.isPresent()) {
      return file.get();
    }
    model.addAttribute("unit", unit);
    model.addAttribute("region", Regions.name(unit.county()).orElse(""));
    model.addAttribute("contact", beside.contact(unit, say));
    model.addAttribute("checklists", beside.checklists(caller, unit, say));
    model.addAttribute("begins", beside.begins(caller, unit, say));
    model.addAttribute("past", beside.past(unit, address.said("vard"), say).orElse(null));
    model.addAttribute("services", services);
    model.addAttribute("agreements", terms);
    model.addAttribute("capacity", capacity);
    return "web/unit";
  }

  /** Of the agreements that the caller has to do with, those of the unit. */
  private List<AgreementPage.Row> agreements(Caller caller, Unit unit) {
    AgreementQuery query =
        new AgreementQuery(
            unit.name(), "", "", "", "", "ends-next", false, 0, MOST, LocalDate.now(clock));
    return agreements.list(caller, query).rows().stream()
        .filter(row -> row.provider().organizationId().equals(unit.organizationId()))
        .toList();
  }

  private List<Announcement> announced(Caller caller, Unit unit) {
    return unit.hsaId()
        .map(
            hsaId ->
                announcements.list(
                    caller,
                    new Announcement.Filter(
                        Optional.empty(), Optional.empty(), Optional.of("unit:" + hsaId))))
        .orElse(List.of());
  }
}
