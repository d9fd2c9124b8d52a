package se.vardformedling.demo;

import java.time.LocalDate;
import java.util.List;
import se.vardformedling.demo.DemoPlaces.Place;

/** A synthetic agreement between a region and a unit. */
record DemoAgreement(
    Place place,
    String county,
    String type,
    String scope,
    LocalDate from,
    LocalDate to,
    List<Line> lines) {

  /** One vårdtjänst with its price in kronor and its cap. */
  record Line(String vardtjanst, int kronor, int cap) {}
}
