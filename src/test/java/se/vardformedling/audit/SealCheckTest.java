package se.vardformedling.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Three sealings of two regions; then somebody who may change the database does. */
class SealCheckTest {
  private final List<LogPiece.Row> log = new ArrayList<>();
  private final List<Seal> seals = new ArrayList<>();

  SealCheckTest() {
    seal(row(1, "20"), row(2, "14"), row(3, "20"));
    seal(row(4, "20"), row(6, "20"));
    seal(row(7, "14"), row(9, "20"));
    log.add(row(10, "20")); // Has come since.
  }

  @Test
  void a_log_that_nobody_has_touched_is_whole() {
    assertThat(broken()).isEmpty();
    assertThat(seals)
        .extracting(Seal::region, Seal::number, Seal::first, Seal::last, Seal::rows)
        .containsExactly(
            tuple("14", 1, 1L, 2L, 1),
            tuple("20", 1, 1L, 3L, 2),
            tuple("20", 2, 4L, 6L, 2),
            tuple("14", 2, 3L, 7L, 1),
            tuple("20", 3, 7L, 9L, 1));
  }

  @Test
  void a_row_that_was_changed_breaks_its_seal_alone() {
    log.set(3, new LogPiece.Row(4, "20", "something else"));

    assertThat(broken()).containsExactly("Region 20, seal 2: a row from 4 to 6 was changed");
  }

  @Test
  void a_row_that_was_taken_out_breaks_its_seal() {
    log.remove(1);

    assertThat(broken())
        .containsExactly("Region 14, seal 1: 1 rows were sealed from 1 to 2, 0 are there");
  }

  @Test
  void a_row_that_was_put_in_breaks_the_seal_that_reaches_over_it() {
    log.add(4, row(5, "14"));

    assertThat(broken())
        .containsExactly("Region 14, seal 2: 1 rows were sealed from 3 to 7, 2 are there");
  }

  @Test
  void a_row_of_a_region_without_seals_is_found_where_all_was_sealed() {
    log.add(4, row(5, "09"));

    assertThat(broken())
        .containsExactly(
            "Region 09: 1 rows, the last of them 5, are in no seal, and later ones of other regions are");
  }

  @Test
  void a_seal_that_was_taken_out_is_missed_by_the_next_one() {
    seals.remove(2);

    assertThat(broken()).containsExactly("Region 20, seal 3: a seal before it is missing");
  }

  @Test
  void a_last_seal_that_was_taken_out_leaves_its_rows() {
    seals.remove(3);

    assertThat(broken())
        .containsExactly(
            "Region 14: 1 rows, the last of them 7, are in no seal, and later ones of other regions are");
  }

  @Test
  void a_seal_that_reaches_over_rows_that_are_not_there_does_not_hold() {
    Seal last = seals.remove(4);
    seals.add(
        new Seal(last.region(), last.number(), last.first(), 1_000, last.rows(), last.hash()));
    log.remove(7);

    assertThat(broken()).containsExactly("Region 20, seal 3: a row from 7 to 1000 was changed");
  }

  @Test
  void a_row_moved_to_another_region_is_missed_in_both() {
    log.set(6, new LogPiece.Row(9, "14", "9|20"));

    assertThat(broken())
        .containsExactly(
            "Region 20, seal 3: 1 rows were sealed from 7 to 9, 0 are there",
            "Region 14: 1 rows, the last of them 9, are in no seal, and later ones of other regions are");
  }

  private List<String> broken() {
    SealCheck check = new SealCheck(log.iterator());
    seals.forEach(check::seal);
    return check.broken();
  }

  private void seal(LogPiece.Row... rows) {
    Map<String, Seal> before = new HashMap<>();
    seals.forEach(seal -> before.put(seal.region(), seal));
    Map<String, LogPiece> pieces = new TreeMap<>();
    for (LogPiece.Row row : rows) {
      log.add(row);
      pieces
          .computeIfAbsent(
              row.region(), region -> new LogPiece(region, Optional.ofNullable(before.get(region))))
          .add(row);
    }
    pieces.values().stream()
        .map(LogPiece::seal)
        .sorted(Comparator.comparing(Seal::last))
        .forEach(seals::add);
  }

  private static LogPiece.Row row(long id, String region) {
    return new LogPiece.Row(id, region, id + "|" + region);
  }
}
