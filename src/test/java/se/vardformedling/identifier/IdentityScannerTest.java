package se.vardformedling.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.identifier.IdentityScanner.Place;

class IdentityScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "191212121212",
        "19121212-1212",
        "19 12 12 12-1212",
        "121212-1212",
        "121212+1212",
        "1212121212",
        "Patient 19121212-1212 ringde",
        "08:30 191212121212",
        "x191212121212y",
        "1912.12.12.1212",
        "19121212\u20111212",
        "121212\u00A01212",
        "191212\u200B121212",
        "１９１２１２１２１２１２",
        "\uD835\uDFCF\uD835\uDFD7\uD835\uDFCF\uD835\uDFD0\uD835\uDFCF\uD835\uDFD0\uD835\uDFCF\uD835\uDFD0\uD835\uDFCF\uD835\uDFD0\uD835\uDFCF\uD835\uDFD0",
        "①⑨①②①②①②①②①②",
        "19⑫⑫⑫⑫⑫",
        "¹⁹¹²¹²¹²¹²¹²",
        "1\uFE0F\u20E39\uFE0F\u20E31\uFE0F\u20E32\uFE0F\u20E31\uFE0F\u20E32\uFE0F\u20E31\uFE0F\u20E32\uFE0F\u20E31\uFE0F\u20E32\uFE0F\u20E31\uFE0F\u20E32",
        "196109732393",
        "610973-2393",
        "98240301AA06",
        "991981000010",
        "19810829M071",
        "19810829-M071",
        "121212    1212",
        "19121212\n\n\n\n1212",
        "121212\u200B\u200B\u200B\u200B1212",
        "19121212\u2013\u00AD\u00AD\u00AD\u00AD1212",
        "121212\u00B71212",
        "121212\uDB40\uDC20\uDB40\uDC201212",
        "SE2321000016-191212121212",
        "SE2321000016-1212121212",
        "SE1212121212-1",
        "0302022389",
        "19121212,1212",
        "19121212, 1212",
        "1912,12,12,1212",
        "1912:12:12:1212",
        "1912|12|12|1212",
        "12,12,12-1212",
        "12;12;12;1212",
        "(1912)(12)(12)(1212)",
        "1912-12-12-1212",
        "1912 12 12 1212",
        "1912 1212 1212",
        "1912 12 12 12 12",
        "Pnr 1912 12 12 12 12",
        "1912-12-12 12 12",
        "1912.12.12 12.12",
        "1912-12-12-12-12",
        "19121212 12:12",
        "född 1912-12-12, 12 12",
        "1912-12-12 12:12",
        "rum 4 19121212-1212 2 tr",
        "08 30 121212-1212",
        "19121212\u301c1212",
        "19121212\uFFFC1212",
        "19121212\u28001212",
        "19121212\u31641212",
        "121212 (1212)",
        "född 121212, 1212",
        "121212#1212",
        "121212|1212",
        "121212=1212",
        "121212*1212",
        "121212~1212",
        "121212\\1212",
        "121212'1212",
        "nr 7, 121212 [1212]",
        "aaaaaaaa-1912-1212-1212-aaaaaaaaaaaa"
      })
  void every_notation_of_a_number_that_identifies_is_found(String text) {
    assertThat(IdentityScanner.scan(text, Place.TEXT)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "031-786 00 00",
        "+46 70 123 45 67",
        "tel 0701740605",
        "Tel: 0701740605",
        "2321000016",
        "232100-0016",
        "SE2321000016-1ABC",
        "2026-11-24T08:30:00.000+01:00",
        "60.607,15.631",
        "M17.1",
        "NGB49",
        "609588000",
        "6e8bc430-9c3a-11d9-9669-0800200c9a66",
        "https://fhir.vardformedling.example/StructureDefinition/vf-unit",
        "191212121213",
        "121212-1213",
        "1234567890",
        "en yta på 100 m² för 1234567 kr",
        "väntetider 191, 212, 121, 212 dagar",
        "121212, 12123",
        "3121212, 1212",
        "121212 och 1212",
        "Avtalet gäller 2026-01-01 - 2026-12-31",
        "2026-01-01\u20132026-12-31",
        "01-01-2026 - 31-12-2026",
        "Veckor 20 21 22 23 24 25 26 27",
        "Vi finns på plan 10 11 12 13 14 15",
        "Åren 2011 2012 2013 2014",
        "12.30-17.20\n07.00-18.10",
        "Reviderad 2028-11-10 (2025)",
        "Öppet 2026-12-24: 0830-1200",
        "2026-01-01 08.06",
        "https://x.example/2022/06/23/28581",
        "Org.nr 232100-0180 023-49 00 00",
        "IBAN SE42 6850 2191 3540 1760 0031",
        "0243-99 41 39 / 08-79 86 69 74",
        "Ring 0904674769 vardagar",
        "+49 30 28822543",
        "+358 10 069 6080",
        "Pris 260 914-484 133 kr",
        "urn:oid:1.2.752.61.12.18.212.31",
        "SE5589718393-E910312331250",
        "61.1501202376741",
        "36.11087317",
        "65.8004 11.1293",
        "121212 :;, 1212",
        ""
      })
  void what_only_looks_like_one_is_let_through(String text) {
    assertThat(IdentityScanner.scan(text, Place.TEXT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0701740605,CONTACT_POINT,false",
    "1212121212,KNOWN_IDENTIFIER,false",
    "121212-1212,CONTACT_POINT,true",
    "191212121212,CONTACT_POINT,true",
    "191212121212,KNOWN_IDENTIFIER,true",
    "191212121212,DATE_TIME,false"
  })
  void the_place_decides_about_bare_digits(String text, Place place, boolean refused) {
    assertThat(IdentityScanner.scan(text, place).isPresent()).isEqualTo(refused);
  }

  @Test
  void a_number_is_found_however_long_the_digits_around_it_are() {
    String ones = "1".repeat(200_000);
    assertThat(IdentityScanner.scan(ones, Place.TEXT)).isEmpty();
    assertThat(IdentityScanner.scan("1 ".repeat(200_000), Place.TEXT)).isEmpty();
    assertThat(IdentityScanner.scan("tel " + "0701740605 ".repeat(100_000), Place.TEXT)).isEmpty();
    assertThat(IdentityScanner.scan(ones + "191212121212" + ones, Place.TEXT))
        .contains(IdentityScanner.Rule.TWELVE_DIGITS);
  }

  @Test
  void no_id_that_the_server_makes_is_refused_but_a_number_inside_one_is() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      String id = new UUID(random.nextLong(), random.nextLong()).toString();
      assertThat(IdentityScanner.scan("Task/" + id, Place.TEXT)).as(id).isEmpty();
    }
    assertThat(IdentityScanner.scan("00000000-0000-0000-0000-191212121212", Place.TEXT))
        .isPresent();
    assertThat(IdentityScanner.scan("19121212-1212-0000-0000-000000000000", Place.TEXT))
        .isPresent();
  }

  @Test
  void ordinary_texts_are_hardly_ever_refused() {
    Random random = new Random(20_261_124);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      String text =
          switch (i % 7) {
            case 0 ->
                "Ring 0%d-%03d %02d %02d"
                    .formatted(
                        8 + random.nextInt(900),
                        random.nextInt(1000),
                        random.nextInt(100),
                        random.nextInt(100));
            case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 2 ->
                "2026-%02d-%02dT%02d:%02d:00Z %d st"
                    .formatted(
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(1000));
            case 3 ->
                "Avtal 20%02d-%04d, pris %d kr"
                    .formatted(
                        random.nextInt(100), random.nextInt(10_000), random.nextInt(1_000_000));
            // The third digit is at least 2 in both, which no month begins with.
            case 4 ->
                "Org.nr %02d%02d%02d-%04d"
                    .formatted(
                        16 + random.nextInt(80),
                        20 + random.nextInt(80),
                        random.nextInt(100),
                        random.nextInt(10_000));
            case 5 -> "SE2321%06d-%03X".formatted(random.nextInt(1_000_000), random.nextInt(4096));
            default -> CaseId.mint().value();
          };
      Optional<IdentityScanner.Rule> rule = IdentityScanner.scan(text, Place.TEXT);
      refused += rule.isPresent() ? 1 : 0;
    }
    assertThat(refused).as("of 10 000 texts").isLessThanOrEqualTo(10);
  }

  @Test
  void periods_hours_lists_and_decimals_are_hardly_ever_refused() {
    Random random = new Random(20_261_128);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      String text =
          switch (i % 7) {
            case 0 -> day(random, "%d-%02d-%02d") + " - " + day(random, "%d-%02d-%02d");
            case 1 -> hours(random) + "\n" + hours(random);
            case 2 -> "Plan" + list(random);
            case 3 -> String.valueOf(55 + random.nextDouble() * 14);
            case 4 ->
                "IBAN SE%04d %04d %04d %04d %04d %04d"
                    .formatted(random.ints(6, 0, 100).mapToObj(n -> n * 97).toArray());
            case 5 -> telephone(random) + " / " + telephone(random);
            default -> day(random, "%d-%02d-%02d") + " " + hours(random).substring(0, 5);
          };
      refused += IdentityScanner.scan(text, Place.TEXT).isPresent() ? 1 : 0;
    }
    assertThat(refused).as("of 10 000 texts").isLessThanOrEqualTo(30);
  }

  private static String day(Random random, String form) {
    return form.formatted(
        2000 + random.nextInt(40), 1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private static String hours(Random random) {
    return "%02d.%02d-%02d.%02d"
        .formatted(random.nextInt(24), random.nextInt(60), random.nextInt(24), random.nextInt(60));
  }

  private static String telephone(Random random) {
    return "0%d-%03d %02d %02d"
        .formatted(
            8 + random.nextInt(900),
            random.nextInt(1000),
            random.nextInt(100),
            random.nextInt(100));
  }

  private static String list(Random random) {
    StringBuilder list = new StringBuilder();
    random.ints(random.nextInt(12), 1, 100).forEach(n -> list.append(' ').append(n));
    return list.toString();
  }
}
