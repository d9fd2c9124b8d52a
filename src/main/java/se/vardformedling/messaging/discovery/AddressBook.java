package se.vardformedling.messaging.discovery;

import java.util.List;

/** The functional addresses of participants (SDK adressbok), or a local copy of it. */
public interface AddressBook {

  /**
   * Those of a participant; none when it is not there.
   *
   * @throws Directory.UnavailableException nobody can say now
   */
  List<String> functions(String participant) throws Directory.UnavailableException;
}
