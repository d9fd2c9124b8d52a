package se.vardformedling.fhir;

import java.util.Collection;
import java.util.function.Predicate;

/** How a code is found in a concept map whose codes stand for longer or shorter ones too. */
public interface MapReading {

  /**
   * Which of the mapped codes answer for the code; itself alone, in a map that is read to the
   * letter.
   *
   * @param from the system of the code and of those that are mapped
   * @param to the system that they are mapped to
   */
  Predicate<String> answering(String from, String to, String code, Collection<String> mapped);
}
