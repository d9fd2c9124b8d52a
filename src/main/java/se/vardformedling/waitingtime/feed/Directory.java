package se.vardformedling.waitingtime.feed;

import java.util.Optional;
import java.util.Set;

/** Where the units and codes of a file belong. */
public interface Directory {

  /** The unit's service of the vårdtjänst. */
  Optional<String> service(String hsaId, String vardtjanst);

  boolean unit(String hsaId);

  /** The vårdtjänster that a KVÅ code of three positions or more, or a vårdtjänst, stands for. */
  Set<String> vardtjanster(String code);
}
