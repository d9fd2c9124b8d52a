package se.vardformedling.web.unit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Contact;
import se.vardformedling.catalogue.Contacts;
import se.vardformedling.catalogue.Unit;
import se.vardformedling.collaboration.Collaboration;
import se.vardformedling.collaboration.Collaborations;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.web.waits.UnitMonths;
import se.vardformedling.web.words.Words.Say;

/** What the page of a unit tells beside its figures: how it is reached, what is agreed with it. */
@Component
class BesideUnit {
  private static final Set<Role> WITH_CHECKLISTS =
      Set.of(Role.VARDFORMEDLARE, Role.AVTALSCONTROLLER, Role.MOTTAGARE);
  private final Contacts contacts;
  private final Collaborations collaborations;
  private final UnitMonths months;

  BesideUnit(Contacts contacts, Collaborations collaborations, UnitMonths months) {
    this.contacts = contacts;
    this.collaborations = collaborations;
    this.months = months;
  }

  /**
   * Eighteen months of one of the unit's services.
   *
   * @param vardtjanst the one that is shown
   * @param others what can be shown instead, and itself
   * @param months empty when there is no figure that may be shown
   */
  public record Past(String vardtjanst, List<Choice> others, Optional<UnitMonths.Shown> months) {}

  /** Of the service that is asked for, or of the first; nothing of a unit that gives none. */
  Optional<Past> past(Unit unit, String asked, Say say) {
    List<Unit.Care> all = unit.services().stream().filter(Unit.Care::active).toList();
    List<Choice> choices =
        all.stream()
            .map(
                care ->
                    new Choice(care.vardtjanst(), say.code("vardtjanst", care.vardtjanst()), ""))
            .toList();
    return all.stream()
        .filter(care -> care.vardtjanst().equals(asked))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .map(
            care ->
                new Past(
                    care.vardtjanst(),
                    choices,
                    months.of(care.serviceId(), care.vardtjanst(), unit.name(), say)));
  }

  /**
   * How the unit is reached.
   *
   * @param hours of several services that are open at the same time, said once
   */
  public record Reached(List<Way> ways, String address, List<Hours> hours) {
    public boolean isUnknown() {
      return ways.isEmpty() && address.isEmpty() && hours.isEmpty();
    }
  }

  /**
   * A telephone, an address.
   *
   * @param href where it leads; empty for nowhere
   */
  public record Way(String label, String value, String href) {}

  /** When some services are open. */
  public record Hours(String services, List<String> lines) {}

  /** What can be chosen or is there already: a service, or a checklist. */
  public record Choice(String id, String name, String state) {}

  Reached contact(Unit unit, Say say) {
    Contact contact = contacts.of(unit);
    Map<List<String>, List<String>> byHours = new LinkedHashMap<>();
    for (Contact.Hours hours : contact.hours()) {
      byHours.computeIfAbsent(lines(hours, say), lines -> new ArrayList<>()).add(hours.service());
    }
    List<Hours> hours = new ArrayList<>();
    byHours.forEach(
        (lines, services) ->
            hours.add(
                new Hours(
                    byHours.size() == 1 ? say.the("unit.hours.all") : String.join(", ", services),
                    lines)));
    return new Reached(
        contact.points().stream().map(point -> way(point, say)).toList(),
        contact.address().orElse(""),
        hours);
  }

  /** Only what a browser dials or writes to; an address of the web is shown and not followed. */
  private static Way way(Contact.Point point, Say say) {
    String kind =
        Set.of("phone", "email", "url", "fax").contains(point.kind()) ? point.kind() : "other";
    String label =
        say.the("unit.contact." + kind)
            + point.service().map(service -> " (" + service + ")").orElse("");
    String href =
        switch (kind) {
          case "phone" -> "tel:" + point.value().replaceAll("[^0-9+]", "");
          case "email" ->
              point.value().matches("[\\w.+-]+@[\\w.-]+") ? "mailto:" + point.value() : "";
          default -> "";
        };
    return new Way(label, point.value(), href);
  }

  private static List<String> lines(Contact.Hours hours, Say say) {
    List<String> lines = new ArrayList<>();
    for (Contact.Open open : hours.open()) {
      String when =
          open.from().isPresent() && open.to().isPresent()
              ? open.from().get() + "–" + open.to().get()
              : say.the("unit.hours.all-day");
      lines.add(days(open.days(), say) + " " + when);
    }
    for (Contact.Closed closed : hours.closed()) {
      String from = closed.from().map(LocalDate::toString).orElse("");
      String to = closed.to().map(LocalDate::toString).orElse("");
      String period = from.equals(to) ? from : from + " – " + to;
      lines.add(say.the("unit.hours.closed", period.strip(), closed.why()).strip());
    }
    hours.exceptions().ifPresent(lines::add);
    return lines;
  }

  /** Days in a row by the first and the last of them. */
  private static String days(Set<DayOfWeek> days, Say say) {
    List<String> runs = new ArrayList<>();
    EnumSet<DayOfWeek> left = EnumSet.copyOf(days);
    while (!left.isEmpty()) {
      DayOfWeek first = left.iterator().next();
      DayOfWeek last = first;
      while (last != DayOfWeek.SUNDAY && left.contains(last.plus(1))) {
        last = last.plus(1);
      }
      left.removeAll(EnumSet.range(first, last));
      runs.add(first == last ? day(first, say) : day(first, say) + "–" + day(last, say));
    }
    return String.join(", ", runs);
  }

  private static String day(DayOfWeek day, Say say) {
    return day.getDisplayName(TextStyle.SHORT, say.language());
  }

  /** The checklists with the unit that the caller has to do with. */
  List<Choice> checklists(Caller caller, Unit unit, Say say) {
    return mine(caller, unit).stream()
        .map(
            row ->
                new Choice(
                    row.id(),
                    say.code("vardtjanst", row.vardtjanst()),
                    say.the("collaboration.state." + row.state())))
        .toList();
  }

  private List<Collaboration> mine(Caller caller, Unit unit) {
    if (!WITH_CHECKLISTS.contains(caller.role())) {
      return List.of();
    }
    Set<String> services =
        unit.services().stream().map(Unit.Care::serviceId).collect(Collectors.toSet());
    return collaborations.list(caller).stream()
        .filter(row -> services.contains(row.serviceId()))
        .toList();
  }

  /** The services that the caller can begin a checklist with. */
  List<Choice> begins(Caller caller, Unit unit, Say say) {
    if (caller.role() != Role.VARDFORMEDLARE && caller.role() != Role.AVTALSCONTROLLER) {
      return List.of();
    }
    Set<String> begun =
        mine(caller, unit).stream().map(Collaboration::serviceId).collect(Collectors.toSet());
    return unit.services().stream()
        .filter(Unit.Care::active)
        .filter(care -> !begun.contains(care.serviceId()))
        .map(care -> new Choice(care.serviceId(), say.code("vardtjanst", care.vardtjanst()), ""))
        .toList();
  }
}
