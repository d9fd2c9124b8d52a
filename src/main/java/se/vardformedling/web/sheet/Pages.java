package se.vardformedling.web.sheet;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The pages of a table that is too long for one, each with an address of its own.
 *
 * @param page from 1
 * @param last 1 when there is but one
 */
public record Pages(Address address, int page, int last) {
  /** What an address calls the page. */
  static final String NAME = "sida";

  private static final int AROUND = 3;

  /** That of the page that the address asks for, or of the last there is; nonsense is the first. */
  public static Pages of(Address address, long rows, int size) {
    int last = (int) Math.max(1, (rows + size - 1) / size);
    return new Pages(address, Math.min(asked(address), last), last);
  }

  /** The page that the address asks for, before anybody knows whether there is one. */
  public static int asked(Address address) {
    String said = address.said(NAME);
    return said.matches("[1-9]\\d{0,4}") ? Integer.parseInt(said) : 1;
  }

  /** The first, the last and those around the one that is shown. */
  public List<Integer> numbers() {
    TreeSet<Integer> near = new TreeSet<>(List.of(1, last));
    IntStream.rangeClosed(Math.max(1, page - AROUND), Math.min(last, page + AROUND))
        .forEach(near::add);
    return List.copyOf(near);
  }

  public String to(int number) {
    return address.with("som", "").with(NAME, String.valueOf(number)).toString();
  }

  /** How many rows are on the pages before. */
  public int before(int size) {
    return (page - 1) * size;
  }
}
