package se.vardformedling.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Where the demo's fictional units stand: real places, no real unit's name. */
final class DemoPlaces {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private DemoPlaces() {}

  /**
   * A region.
   *
   * @param orgnr only where it was seen in a public source with its owner, else empty
   */
  record Region(String county, String name, String orgnr) {}

  /** A fictional unit in a real place; the number gives it its HSA-id. */
  record Place(
      int number,
      String slug,
      String name,
      String county,
      String municipalityCode,
      String municipality,
      boolean regional,
      double latitude,
      double longitude,
      List<String> services) {

    /** In the form that is published for tests. */
    String hsaId() {
      return "TSTNMT2321000156-VF%04d".formatted(number);
    }
  }

  static List<Region> regions() {
    return read(
        "regions.csv", row -> new Region(row.get("county"), row.get("name"), row.get("orgnr")));
  }

  static List<Place> places() {
    return read("places.csv", DemoPlaces::place);
  }

  private static Place place(CSVRecord row) {
    return new Place(
        (int) row.getRecordNumber(),
        row.get("slug"),
        row.get("name"),
        row.get("county"),
        row.get("municipality_code"),
        row.get("municipality"),
        row.get("ownership").equals("region"),
        Double.parseDouble(row.get("latitude")),
        Double.parseDouble(row.get("longitude")),
        List.of(row.get("services").split(";")));
  }

  private static <T> List<T> read(String file, Function<CSVRecord, T> reader) {
    try (Reader text =
        new InputStreamReader(
            Objects.requireNonNull(DemoPlaces.class.getResourceAsStream("/demo/" + file)),
            StandardCharsets.UTF_8)) {
      return FORMAT.parse(text).stream().map(reader).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
