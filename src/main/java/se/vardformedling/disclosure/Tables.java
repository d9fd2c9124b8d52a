package se.vardformedling.disclosure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers that are to be published together and how they add up. Also numbers that are not
 * published but follow from those that are, such as the difference between two periods.
 */
public final class Tables {
  /**
   * One number of persons.
   *
   * @param published whether it would be shown if nothing forbade it
   * @param sensitive whether a small value must not be found out
   * @param secret whether no value must, however large, nor that it is none
   */
  record Cell(int n, boolean published, boolean sensitive, boolean secret) {
    boolean guarded(int threshold) {
      return secret || (sensitive && n > 0 && n < threshold);
    }
  }

  /**
   * A total and what it is the sum of.
   *
   * @param members the parts and the total
   */
  record Sum(String total, List<String> parts, List<String> members) {}

  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final List<Sum> sums = new ArrayList<>();
  private final Map<String, List<String>> followers = new HashMap<>();

  /** A number to publish. */
  public Tables cell(String key, int n) {
    return put(key, new Cell(n, true, true, false));
  }

  /** A number that is not published but would tell as much if it were found out. */
  public Tables implied(String key, int n) {
    return put(key, new Cell(n, false, true, false));
  }

  /** A number that may not be told whatever it is: the part of so few that no share is told. */
  public Tables secret(String key, int n) {
    return put(key, new Cell(n, false, true, true));
  }

  /** A number that is neither published nor protected: it only makes two others add up. */
  public Tables slack(String key, int n) {
    return put(key, new Cell(n, false, false, false));
  }

  /** Says that the total is the sum of the parts, all of which must be there already. */
  public Tables sum(String total, List<String> parts) {
    int expected = cell(total).n();
    int found = parts.stream().mapToInt(part -> cell(part).n()).sum();
    if (expected != found) {
      throw new IllegalArgumentException(
          "%s is %d and its parts are %d".formatted(total, expected, found));
    }
    List<String> members = new ArrayList<>(parts);
    members.add(total);
    sums.add(new Sum(total, List.copyOf(parts), List.copyOf(members)));
    return this;
  }

  /** Says that a number is never shown without another: a share not without its whole. */
  public Tables follows(String follower, String leader) {
    cell(follower);
    cell(leader);
    followers.computeIfAbsent(leader, key -> new ArrayList<>()).add(follower);
    return this;
  }

  List<String> followers(String key) {
    return followers.getOrDefault(key, List.of());
  }

  public boolean has(String key) {
    return cells.containsKey(key);
  }

  public int n(String key) {
    return cell(key).n();
  }

  Map<String, Cell> cells() {
    return Collections.unmodifiableMap(cells);
  }

  List<Sum> sums() {
    return Collections.unmodifiableList(sums);
  }

  Cell cell(String key) {
    Cell found = cells.get(key);
    if (found == null) {
      throw new IllegalArgumentException("no cell " + key);
    }
    return found;
  }

  private Tables put(String key, Cell cell) {
    if (cell.n() < 0 || cells.put(key, cell) != null) {
      throw new IllegalArgumentException("negative or given twice: " + key);
    }
    return this;
  }
}
