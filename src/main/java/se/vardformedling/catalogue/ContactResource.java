package se.vardformedling.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceAvailableTimeComponent;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceNotAvailableComponent;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.TimeType;

/** The getters of how a unit is reached. */
final class ContactResource {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private ContactResource() {}

  static List<String> places(List<HealthcareService> services) {
    return services.stream()
        .flatMap(service -> service.getLocation().stream())
        .map(place -> place.getReferenceElement().getIdPart())
        .filter(id -> id != null)
        .distinct()
        .toList();
  }

  static Contact contact(
      Optional<Organization> unit, List<HealthcareService> services, List<Location> places) {
    List<HealthcareService> byName =
        services.stream().sorted(Comparator.comparing(ContactResource::name)).toList();
    return new Contact(
        points(unit, byName, places),
        places.stream().map(Location::getAddress).flatMap(a -> address(a).stream()).findFirst(),
        byName.stream()
            .filter(s -> s.hasAvailableTime() || s.hasNotAvailable() || exceptions(s).isPresent())
            .map(ContactResource::hours)
            .toList());
  }

  private static List<Contact.Point> points(
      Optional<Organization> unit, List<HealthcareService> services, List<Location> places) {
    List<Contact.Point> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Stream.concat(
            unit.stream().flatMap(one -> one.getTelecom().stream()),
            places.stream().flatMap(place -> place.getTelecom().stream()))
        .filter(ContactPoint::hasValue)
        .filter(point -> seen.add(point.getValue()))
        .forEach(point -> all.add(point(point, Optional.empty())));
    for (HealthcareService service : services) {
      service.getTelecom().stream()
          .filter(ContactPoint::hasValue)
          .filter(point -> seen.add(point.getValue()))
          .forEach(point -> all.add(point(point, Optional.of(name(service)))));
    }
    return all;
  }

  private static Contact.Point point(ContactPoint point, Optional<String> service) {
    String kind = point.getSystem() == null ? "other" : point.getSystem().toCode();
    return new Contact.Point(kind, point.getValue(), service);
  }

  private static Optional<String> address(Address address) {
    String text =
        address.hasText()
            ? address.getText()
            : Stream.concat(
                    address.getLine().stream().map(line -> line.getValue()),
                    Stream.of(
                        Stream.of(address.getPostalCode(), address.getCity())
                            .filter(part -> part != null)
                            .collect(Collectors.joining(" "))))
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    return Optional.of(text).filter(found -> !found.isBlank());
  }

  private static Contact.Hours hours(HealthcareService service) {
    return new Contact.Hours(
        name(service),
        service.getAvailableTime().stream().map(ContactResource::open).toList(),
        service.getNotAvailable().stream().map(ContactResource::closed).toList(),
        exceptions(service));
  }

  private static Optional<String> exceptions(HealthcareService service) {
    return Optional.ofNullable(service.getAvailabilityExceptions());
  }

  private static Contact.Open open(HealthcareServiceAvailableTimeComponent time) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    time.getDaysOfWeek().stream()
        .map(day -> DAYS.indexOf(String.valueOf(day.getValueAsString())) + 1)
        .filter(day -> day > 0)
        .forEach(day -> days.add(DayOfWeek.of(day)));
    boolean allDay = time.getAllDay();
    return new Contact.Open(
        days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days,
        allDay ? Optional.empty() : clock(time.getAvailableStartTimeElement()),
        allDay ? Optional.empty() : clock(time.getAvailableEndTimeElement()));
  }

  private static Optional<LocalTime> clock(TimeType time) {
    return Optional.ofNullable(time.getValue()).map(LocalTime::parse);
  }

  private static Contact.Closed closed(HealthcareServiceNotAvailableComponent time) {
    return new Contact.Closed(
        String.valueOf(time.getDescription()),
        day(time.getDuring().getStartElement()),
        day(time.getDuring().getEndElement()));
  }

  private static Optional<LocalDate> day(DateTimeType moment) {
    return Optional.ofNullable(moment.getValueAsString())
        .filter(text -> text.length() >= 10)
        .map(text -> LocalDate.parse(text.substring(0, 10)));
  }

  private static String name(HealthcareService service) {
    return String.valueOf(service.getName());
  }
}
