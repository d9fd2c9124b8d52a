package se.vardformedling.web.unit;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.vardformedling.agreement.AgreementPage;
import se.vardformedling.capacity.Announcement;
import se.vardformedling.catalogue.Unit;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitRules;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** A unit as tables: the clocks side by side, never mixed. */
final class UnitSheets {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
  private final Say say;
  private final LocalDate today;

  UnitSheets(Say say, LocalDate today) {
    this.say = say;
    this.today = today;
  }

  Sheet services(Unit unit, List<Wait> waits, Address address) {
    Map<String, List<Wait>> byService =
        waits.stream().collect(Collectors.groupingBy(Wait::serviceId));
    Table<Unit.Care> table =
        Table.<Unit.Care>named("tjanster", say)
            .words("vard", "case.care", this::service)
            .figures(
                "genomforda", "waits.clock.performed", s -> wait(byService, s, "wait-performed"))
            .figures("vantande", "waits.clock.waiting", s -> wait(byService, s, "wait-waiting"))
            .figures(
                "uppskattning",
                "waits.clock.estimate",
                s -> wait(byService, s, "wait-reported-estimate"))
            .figures("prognos", "waits.clock.forecast", s -> wait(byService, s, "wait-forecast"))
            .words("ledigt", "find.capacity", this::capacity)
            .empty("unit.none");
    return about(table).of(unit.services(), say.the("unit.services", unit.name()), address);
  }

  private Cell service(Unit.Care service) {
    Cell name = Cell.of(say.code("vardtjanst", service.vardtjanst()));
    return service.active()
        ? name.to(
            new Address("/app/lagesbild/enhet/" + service.serviceId(), Map.of())
                .with("vard", service.vardtjanst())
                .toString())
        : name.note(say.the("reason.service-inactive"));
  }

  private Cell wait(Map<String, List<Wait>> waits, Unit.Care service, String kind) {
    Optional<Wait> found =
        WaitRules.about(service.vardtjanst(), waits.getOrDefault(service.serviceId(), List.of()))
            .stream()
            .filter(wait -> wait.kind().equals(kind))
            .findFirst();
    if (found.isEmpty()) {
      return Cell.missing("–");
    }
    Wait wait = found.get();
    if (!WaitRules.fresh(wait, today)) {
      return Cell.missing(say.the("figure.missing")).note(say.the("find.wait.stale"));
    }
    return Cell.of(say.days(wait.days()), wait.days())
        .tone(wait.days() > 90 ? "bad" : "")
        .note(say.the("figure.clock." + kind, say.number(wait.n(), 0)))
        .note(
            wait.forecast()
                .map(
                    f ->
                        say.the(
                            "waits.forecast.interval",
                            say.number(f.low(), 0),
                            say.number(f.high(), 0)))
                .orElse(""))
        .note(
            say.the(
                "figure.source", say.code("wait-source", wait.source()), wait.asOf().toString()));
  }

  private Cell capacity(Unit.Care service) {
    return Cell.of(say.code("capacity-status", service.capacity()))
        .tone(service.capacity().equals("closed") ? "bad" : "");
  }

  Sheet agreements(Unit unit, List<AgreementPage.Row> rows, Address address) {
    Table<AgreementPage.Row> table =
        Table.<AgreementPage.Row>named("avtal", say)
            .words(
                "nummer",
                "agreement.number",
                row ->
                    Cell.of(row.number().isEmpty() ? row.contractId() : row.number())
                        .to("/app/avtal/" + row.contractId()))
            .words(
                "agare",
                "agreement.owner",
                row ->
                    Cell.of(row.commissioner().name())
                        .note(say.code("entitled-scope", row.scope())))
            .words(
                "lage",
                "agreement.state",
                row -> Cell.of(say.the("agreement.state." + row.state())))
            .words(
                "galler",
                "agreement.valid-to",
                row -> Cell.of(row.validTo().map(LocalDate::toString).orElse("–")))
            .figures(
                "kvar",
                "agreement.left",
                row ->
                    row.left()
                        .map(left -> Cell.of(say.number(left, 0), left))
                        .orElseGet(() -> Cell.missing(say.the("find.nocap"))))
            .empty("unit.agreements.none");
    return about(table).of(rows, say.the("unit.agreements", rows.size(), unit.name()), address);
  }

  Sheet announcements(Unit unit, List<Announcement> rows, Address address) {
    Table<Announcement> table =
        Table.<Announcement>named("kapacitet", say)
            .words(
                "slag",
                "capacity.kind",
                one ->
                    Cell.of(say.the("capacity.kind." + one.kind()))
                        .to("/app/kapacitet/" + one.taskId()))
            .words("vard", "case.care", one -> Cell.of(say.code("vardtjanst", one.vardtjanst())))
            .figures(
                "platser",
                "capacity.places",
                one -> Cell.of(say.number(one.remaining(), 0), one.remaining()))
            .words(
                "upphor",
                "capacity.to",
                one -> Cell.of(LocalDate.ofInstant(one.to().minusSeconds(1), SWEDEN).toString()))
            .empty("unit.capacity.none");
    return about(table).of(rows, say.the("unit.capacity", unit.name()), address);
  }

  private <R> Table<R> about(Table<R> table) {
    return table
        .fact(say.the("about.taken"), say.now())
        .fact(say.the("about.wait"), say.the("about.wait.text"));
  }
}
