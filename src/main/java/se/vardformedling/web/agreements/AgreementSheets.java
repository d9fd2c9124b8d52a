package se.vardformedling.web.agreements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import se.vardformedling.agreement.AgreementAlert;
import se.vardformedling.agreement.AgreementPage;
import se.vardformedling.agreement.AgreementView;
import se.vardformedling.agreement.Forecast;
import se.vardformedling.agreement.VolumeStatus;
import se.vardformedling.web.Regions;
import se.vardformedling.web.chart.MonthChart;
import se.vardformedling.web.chart.VolumeBar;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.words.Words.Say;

/** Agreements in words, tables and charts. */
final class AgreementSheets {
  private final Say say;
  private final LocalDate today;
  private final boolean demo;

  AgreementSheets(Say say, LocalDate today, boolean demo) {
    this.say = say;
    this.today = today;
    this.demo = demo;
  }

  /** What is left of one service, as a bar, a line over months and words. */
  public record Volume(
      String name, String bar, String words, String forecast, String chart, Sheet regions) {}

  Sheet register(AgreementPage page, Address address, String sort) {
    List<Column> columns =
        List.of(
            Column.words("nummer", say.the("agreement.number")),
            Column.words("vardgivare", say.the("agreement.provider")),
            Column.words("agare", say.the("agreement.owner")),
            Column.words("galler", say.the("agreement.valid-to")),
            Column.words("lage", say.the("agreement.state")),
            Column.figures("anvant", say.the("agreement.used")),
            Column.figures("kvar", say.the("agreement.left")),
            Column.figures("larm", say.the("agreement.alerts")));
    List<Sheet.Row> rows = page.rows().stream().map(this::row).toList();
    String caption = say.the("agreement.caption", rows.size(), page.total());
    return new Sheet(
            "avtal",
            caption,
            columns,
            rows,
            about(caption),
            sort,
            say.the("agreement.none"),
            address)
        .sorted(say.language());
  }

  private Sheet.Row row(AgreementPage.Row row) {
    String number = row.number().isEmpty() ? row.contractId() : row.number();
    return Sheet.Row.of(
        Cell.of(number).to("/app/avtal/" + row.contractId()),
        Cell.of(row.provider().name()),
        Cell.of(row.commissioner().name()).note(say.code("entitled-scope", row.scope())),
        row.validTo().map(end -> Cell.of(end.toString())).orElse(Cell.missing("–")),
        Cell.of(say.the("agreement.state." + row.state())).tone(tone(row.state())),
        row.cap().isPresent()
            ? Cell.of(row.usedPercent() + " %", row.usedPercent())
                .tone(row.usedPercent() >= 90 ? "bad" : row.usedPercent() >= 80 ? "warn" : "")
            : Cell.missing(say.the("find.nocap")),
        row.left().map(left -> Cell.of(String.valueOf(left), left)).orElse(Cell.missing("–")),
        row.alerts() == 0
            ? Cell.of("0", 0).tone("quiet")
            : Cell.of(String.valueOf(row.alerts()), row.alerts()).tone("warn"));
  }

  private static String tone(String state) {
    return switch (state) {
      case "in-force" -> "good";
      case "exhausted", "expired" -> "bad";
      default -> "quiet";
    };
  }

  Sheet services(AgreementView view, Address address, String sort) {
    List<Column> columns =
        List.of(
            Column.words("tjanst", say.the("agreement.service")),
            Column.figures("pris", say.the("find.price")),
            Column.figures("tak", say.the("agreement.cap")),
            Column.figures("reserverat", say.the("agreement.reserved")),
            Column.figures("utfort", say.the("agreement.consumed")),
            Column.figures("kvar", say.the("agreement.left")),
            Column.words("prognos", say.the("agreement.forecast")));
    List<Sheet.Row> rows = view.services().stream().map(this::service).toList();
    String caption = say.the("agreement.services.caption", rows.size());
    return new Sheet(
            "tjanster",
            caption,
            columns,
            rows,
            about(caption),
            sort,
            say.the("agreement.none"),
            address)
        .sorted(say.language());
  }

  private Sheet.Row service(AgreementView.Item service) {
    Optional<VolumeStatus> volume = service.volume();
    Long ore = service.price().unitOre();
    String model = service.price().model();
    Cell price = ore == null ? Cell.missing("–") : Cell.of(say.kronor(ore), ore / 100.0);
    return Sheet.Row.of(
        Cell.of(service.name()),
        model == null ? price : price.note(say.code("price-model", model)),
        figure(volume.flatMap(VolumeStatus::cap)),
        figure(volume.map(VolumeStatus::reserved)),
        figure(volume.map(VolumeStatus::consumed)),
        figure(volume.flatMap(VolumeStatus::left)),
        Cell.of(volume.map(v -> forecast(v.forecast())).orElse("–")));
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
          .ifPresent(volume -> all.add(volume(service.name(), volume)));
    }
    return all;
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
    List<Column> columns =
        List.of(
            Column.words("region", say.the("find.region.column")),
            Column.figures("reserverat", say.the("agreement.reserved")),
            Column.figures("utfort", say.the("agreement.consumed")));
    List<Sheet.Row> rows =
        status.regions().stream()
            .map(
                region ->
                    Sheet.Row.of(
                        Cell.of(Regions.name(region.region()).orElse(region.region())),
                        Cell.of(String.valueOf(region.reserved()), region.reserved()),
                        Cell.of(String.valueOf(region.consumed()), region.consumed())))
            .toList();
    String caption = say.the("agreement.regions", name);
    return new Sheet(
        "regioner",
        caption,
        columns,
        rows,
        about(caption),
        "",
        say.the("agreement.regions.none"),
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
    List<String> named = view.entitled().stream().map(AgreementView.Party::name).toList();
    return named.isEmpty() ? scope : scope + ": " + String.join(", ", named);
  }

  private List<Fact> about(String caption) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(say.the("about.filters"), caption));
    facts.add(new Fact(say.the("about.taken"), today.toString()));
    facts.add(new Fact(say.the("agreement.cap"), say.the("agreement.cap.what")));
    if (demo) {
      facts.add(new Fact(say.the("start.demo.label"), say.the("start.demo")));
    }
    return facts;
  }
}
