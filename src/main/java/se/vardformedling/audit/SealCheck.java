package se.vardformedling.audit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes each seal again, while the log and its seals are read beside each other once: as long as
 * the log is long, and of it all only the piece of each region that is being read is kept.
 */
final class SealCheck {
  private final Iterator<LogPiece.Row> log;
  private final Map<String, LogPiece> pieces = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private LogPiece.@Nullable Row next;

  /**
   * @param log all rows of all regions, by their numbers
   */
  SealCheck(Iterator<LogPiece.Row> log) {
    this.log = log;
    this.next = following();
  }

  /** The next one, by its last row. */
  void seal(Seal made) {
    while (next != null && next.id() <= made.last()) {
      piece(next.region()).add(next);
      next = following();
    }
    piece(made.region()).fault(made).ifPresent(broken::add);
    pieces.put(made.region(), new LogPiece(made.region(), Optional.of(made)));
  }

  /** One sentence for each fault, once every seal has been read. */
  List<String> broken() {
    pieces.forEach(
        (region, rest) -> {
          // Whatever is there is sealed together, so before a seal nothing is left over.
          if (rest.rows() > 0) {
            broken.add(
                "Region "
                    + region
                    + ": "
                    + rest.rows()
                    + " rows, the last of them "
                    + rest.last()
                    + ", are in no seal, and later ones of other regions are");
          }
        });
    return broken;
  }

  private LogPiece.@Nullable Row following() {
    return log.hasNext() ? log.next() : null;
  }

  private LogPiece piece(String region) {
    return pieces.computeIfAbsent(region, first -> new LogPiece(first, Optional.empty()));
  }
}
