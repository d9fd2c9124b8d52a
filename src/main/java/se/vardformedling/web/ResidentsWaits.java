package se.vardformedling.web;

import java.util.List;
import java.util.Locale;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words.Say;

/**
 * How long others have waited, for anybody to read. The national node has the figures; a regional
 * node's page for residents does without.
 */
public interface ResidentsWaits {

  /** What can be asked for. */
  record Care(String code, String name, boolean chosen) {}

  List<Care> care(Address address, Locale language);

  /** A row for each region. */
  Sheet sheet(Address address, Say say);
}
