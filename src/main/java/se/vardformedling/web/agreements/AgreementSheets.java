package se.vardformedling.web.agreements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import se.vardformedling.agreement.AgreementAlert;
import se.vardformedling.agreement.AgreementPage;
import se.vardformedling.agreement.AgreementQuery;
import se.vardformedling.agreement.AgreementView;
import se.vardformedling.agreement.Forecast;
import se.vardformedling.agreement.VolumeStatus;
import se.vardformedling.web.Regions;
import se.vardformedling.web.chart.MonthChart;
import se.vardformedling.web.chart.VolumeBar;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** Agreements in words, tables and charts. */
final class AgreementSheets {
  private final Say say;

  AgreementSheets(Say say) {
    this.say = say;
  }

  /** What is left of one service, as a bar, a line over months and words. */
  public record Volume(
      String name, String bar, String words, String forecast, String chart, Sheet regions) {}

  Sheet register(AgreementPage page, AgreementQuestion asked) {
    return about(
            Table.<AgreementPage.Row>named("avtal", say)
                .words("nummer", "agreement.number", AgreementSheets::number)
                .words("vardgivare", "agreement.provider", row -> Cell.of(row.provider().name()))
                .words(
                    "agare",
                    "agreement.owner",
                    row ->
                        Cell.of(row.commissioner().name())
                            .note(say.code("entitled-scope", row.scope())))
                .words(
                    "galler",
                    "agreement.valid-to",
                    row ->
                        row.validTo().map(end -> Cell.of(end.toString())).orElse(Cell.missing("–")))
                .ranked("lage", "agreement.state", this::state)
                .figures("anvant", "agreement.used", this::used)
                .figures("kvar", "agreement.left", row -> figure(row.left()))
                .figures("larm", "agreement.alerts", AgreementSheets::alerts))
        .of(page.rows(), caption(page, asked), asked.address());
  }

  private String caption(AgreementPage page, AgreementQuestion asked) {
    List<String> parts = new ArrayList<>();
    parts.add(say.the("agreement.caption", page.rows().size(), page.total()));
    Regions.name(asked.region()).ifPresent(parts::add);
    if (!asked.care().isEmpty()) {
      parts.add(say.code("vardtjanst", asked.care()));
    }
    if (!asked.state().isEmpty()) {
      parts.add(say.the("agreement.state." + asked.state()));
    }
    if (!asked.words().isEmpty()) {
      parts.add("”" + asked.words() + "”");
    }
    return String.join(" · ", parts);
  }

  private Cell state(AgreementPage.Row row) {
    return Cell.of(
            say.the("agreement.state." + row.state()), AgreementQuery.STATES.indexOf(row.state()))
        .tone(tone(row.state()));
  }

  private static Cell number(AgreementPage.Row row) {
    return Cell.of(row.number().isEmpty() ? row.contractId() : row.number())
        .to("/app/avtal/" + row.contractId());
  }

  private Cell used(AgreementPage.Row row) {
    int percent = row.usedPercent();
    return row.cap().isPresent()
        ? Cell.of(percent + " %", percent).tone(percent >= 90 ? "bad" : percent >= 80 ? "warn" : "")
        : Cell.missing(say.the("find.nocap"));
  }

  private static Cell alerts(AgreementPage.Row row) {
    return Cell.of(String.valueOf(row.alerts()), row.alerts())
        .tone(row.alerts() == 0 ? "quiet" : "warn");
  }

  private static String tone(String state) {
    return switch (state) {
      case "in-force" -> "good";
      case "exhausted", "expired" -> "bad";
      default -> "quiet";
    };
  }

  Sheet services(AgreementView view, Address address) {
    return about(
            Table.<AgreementView.Item>named("tjanster", say)
                .words(
                    "tjanst",
                    "agreement.service",
                    item -> Cell.of(item.volume().map(v -> name(item, v)).orElse(item.name())))
                .figures("pris", "find.price", this::price)
                .figures(
                    "tak",
                    "agreement.cap",
                    item -> figure(item.volume().flatMap(VolumeStatus::cap)))
                .figures(
                    "reserverat",
                    "agreement.reserved",
                    item -> figure(item.volume().map(VolumeStatus::reserved)))
                .figures(
                    "utfort",
                    "agreement.consumed",
                    item -> figure(item.volume().map(VolumeStatus::consumed)))
                .figures(
                    "kvar",
                    "agreement.left",
                    item -> figure(item.volume().flatMap(VolumeStatus::left)))
                .words(
                    "prognos",
                    "agreement.forecast",
                    item -> Cell.of(item.volume().map(v -> forecast(v.forecast())).orElse("–"))))
        .of(
            view.services(),
            say.the("agreement.services.caption", view.services().size()),
            address);
  }

  private Cell price(AgreementView.Item item) {
    Long ore = item.price().unitOre();
    String model = item.price().model();
    Cell price = ore == null ? Cell.missing("–") : Cell.of(say.kronor(ore), ore / 100.0);
    return model == null ? price : price.note(say.code("price-model", model));
  }

  private static Cell figure(Optional<Integer> number) {
    return number.map(n -> Cell.of(String.valueOf(n), n)).orElseGet(() -> Cell.missing("–"));
  }

  List<Volume> volumes(AgreementView view) {
    List<Volume> all = new ArrayList<>();
    for (AgreementView.Item service : view.services()) {
      service
          .volume()
          .filter(volume -> volume.cap().isPresent())
          .ifPresent(volume -> all.add(volume(name(service, volume), volume)));
    }
    return all;
  }

  /** With the vårdtjänst where the service has a cap for each. */
  private String name(AgreementView.Item service, VolumeStatus volume) {
    return volume.vardtjanst().isEmpty()
        ? service.name()
        : service.name() + ", " + say.code("vardtjanst", volume.vardtjanst());
  }

  private Volume volume(String name, VolumeStatus status) {
    int cap = status.cap().orElse(0);
    String said =
        say.the(
            "agreement.volume.words",
            cap,
            status.consumed(),
            status.reserved(),
            status.left().orElse(0));
    List<MonthChart.Month> months =
        status.months().stream()
            .map(
                month ->
                    new MonthChart.Month(
                        month.month(),
                        month.left().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                        OptionalDouble.empty(),
                        OptionalDouble.of(Math.max(0, month.taken()))))
            .toList();
    MonthChart.Words words =
        new MonthChart.Words(
            say.the("agreement.chart", name),
            say.the("agreement.chart.left"),
            "",
            say.the("agreement.chart.taken"),
            say.the("agreement.chart.tenth"));
    return new Volume(
        name,
        VolumeBar.draw(Math.max(1, cap), status.consumed(), status.reserved(), said),
        said,
        forecast(status.forecast()),
        months.isEmpty() ? "" : MonthChart.draw(months, cap * .1, words),
        regions(name, status));
  }

  private Sheet regions(String name, VolumeStatus status) {
    return about(
            Table.<VolumeStatus.Region>named("regioner", say)
                .words(
                    "region",
                    "find.region.column",
                    region -> Cell.of(Regions.name(region.region()).orElse(region.region())))
                .figures(
                    "reserverat",
                    "agreement.reserved",
                    region -> figure(Optional.of(region.reserved())))
                .figures(
                    "utfort",
                    "agreement.consumed",
                    region -> figure(Optional.of(region.consumed()))))
        .empty("agreement.regions.none")
        .of(
            status.regions(),
            say.the("agreement.regions", name),
            new Address("", java.util.Map.of()));
  }

  String forecast(Forecast forecast) {
    if (!forecast.kind().equals("dated")) {
      return say.the("agreement.forecast." + forecast.kind());
    }
    return say.the(
        "agreement.forecast.dated",
        forecast.date().map(LocalDate::toString).orElse("–"),
        forecast.earliest().map(LocalDate::toString).orElse("–"),
        forecast.latest().map(LocalDate::toString).orElse("–"),
        forecast.taken(),
        forecast.days());
  }

  List<String> alerts(AgreementView view) {
    return view.alerts().stream().map(this::alert).toList();
  }

  private String alert(AgreementAlert alert) {
    return say.the("agreement.alert." + alert.kind(), alert.level());
  }

  List<Fact> facts(AgreementView view) {
    AgreementPage.Row row = view.summary();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(say.the("agreement.provider"), row.provider().name()));
    facts.add(new Fact(say.the("agreement.owner"), row.commissioner().name()));
    facts.add(new Fact(say.the("agreement.scope"), scope(view)));
    String end = row.validTo().map(LocalDate::toString).orElse("–");
    facts.add(new Fact(say.the("agreement.valid"), row.validFrom() + " – " + end));
    facts.add(new Fact(say.the("agreement.state"), say.the("agreement.state." + row.state())));
    view.options()
        .forEach(
            option ->
                facts.add(
                    new Fact(
                        say.the("agreement.option"),
                        option.from()
                            + " – "
                            + option.to()
                            + option
                                .decideBy()
                                .map(day -> ", " + say.the("agreement.option.by", day.toString()))
                                .orElse(""))));
    return facts;
  }

  private String scope(AgreementView view) {
    String scope = say.code("entitled-scope", view.summary().scope());
    // The region that commissions it is always among those named.
    List<String> named =
        Stream.concat(
                Stream.of(view.summary().commissioner())
                    .filter(owner -> view.summary().scope().equals("named")),
                view.entitled().stream())
            .map(AgreementView.Party::name)
            .distinct()
            .toList();
    return named.isEmpty() ? scope : scope + ": " + String.join(", ", named);
  }

  private <R> Table<R> about(Table<R> table) {
    return table
        .empty("agreement.none")
        .fact(say.the("about.taken"), say.now())
        .fact(say.the("agreement.cap"), say.the("agreement.cap.what"));
  }
}
