package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.web.util.HtmlUtils;
import se.vardformedling.cast.Browser;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.IdentityScanner.Place;

/**
 * Whether every table of a page sorts on the server, is taken along exactly as it is shown with
 * what it is, prints, and has an address to share that is about no patient.
 */
final class SheetsOnPages {
  private static final Pattern SHEET =
      Pattern.compile(
          "<section class=\"sheet[^>]* id=\"([^\"]+)\">(.*?)</section>", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("<th scope=\"row\" role=\"rowheader\"><(?:a|span)[^>]*>([^<]*)<");
  private static final Pattern SORT =
      Pattern.compile("aria-sort=\"([a-z]+)\"[^>]*>\\s*<a href=\"([^\"]+)\"");
  private static final Pattern FILE =
      Pattern.compile("<a href=\"([^\"]*som=(csv|xlsx)[^\"]*)\" download");
  private static final Pattern PAGES = Pattern.compile("<nav aria-label=\"Sidor\">");
  private final Browser browser;

  SheetsOnPages(Browser browser) {
    this.browser = browser;
  }

  /** The names of the tables that were there, with a row at least, and kept what they promise. */
  Set<String> keep(String path) {
    Browser.Page page = browser.open(path);
    assertThat(page.status()).as(path).isEqualTo(200);
    Map<String, String> sheets = sheets(page.body());
    Set<String> kept = new TreeSet<>();
    sheets.forEach(
        (name, markup) -> {
          if (!rows(markup).isEmpty()) {
            sorts(name, markup);
            files(name, markup, PAGES.matcher(page.body()).find());
            assertThat(markup).as(name).contains("data-print", "<caption>");
            kept.add(name);
          }
        });
    return kept;
  }

  private void sorts(String name, String markup) {
    List<String> columns = all(SORT, markup, 2);
    // What stands side by side has no order of its own.
    assertThat(columns.isEmpty()).as(name).isEqualTo(name.equals("jamforelse"));
    for (String column : Set.copyOf(ends(columns))) {
      String way = column.contains("sortera=-") ? "descending" : "ascending";
      String once = sorted(name, column, way);
      assertThat(rows(once)).as(column).containsAll(rows(markup));
      String back = all(SORT, once, 2).get(all(SORT, once, 1).indexOf(way));
      String again = sorted(name, back, way.equals("ascending") ? "descending" : "ascending");
      assertThat(rows(again)).as(back).containsExactlyInAnyOrderElementsOf(rows(once));
    }
  }

  /** The table as it comes when its column's name is pressed, and says that it is sorted so. */
  private String sorted(String name, String column, String way) {
    String markup = sheets(browser.open(share(column)).body()).getOrDefault(name, "");
    assertThat(all(SORT, markup, 1)).as(column).containsOnlyOnce(way);
    return markup;
  }

  private static List<String> ends(List<String> all) {
    return all.isEmpty() ? List.of() : List.of(all.get(0), all.get(all.size() - 1));
  }

  /** A page of a long table is taken along with the pages after it. */
  private void files(String name, String markup, boolean paged) {
    List<String> addresses = all(FILE, markup, 1);
    assertThat(addresses).as(name).hasSize(2);
    Browser.Page csv = browser.once(share(addresses.get(0)));
    assertThat(csv.header("Content-Disposition")).contains("attachment", name + ".csv");
    List<CSVRecord> lines = records(csv.body());
    int end = lines.stream().map(line -> line.get(0)).toList().indexOf("Om data");
    List<String> taken =
        lines.subList(1, end).stream().map(line -> line.get(0).split("; ")[0]).toList();
    assertThat(paged ? taken.subList(0, rows(markup).size()) : taken)
        .as(name + " as CSV")
        .containsExactlyElementsOf(rows(markup));
    assertThat(lines.subList(end + 1, lines.size()).stream().map(line -> line.get(0)).toList())
        .as(name + " about its data")
        .contains("Val", "Påhittade data.");

    Map<String, String> book = unzipped(browser.bytes(share(addresses.get(1))));
    assertThat(book.get("xl/workbook.xml")).contains("name=\"" + name + "\"", "name=\"Om data\"");
    assertThat(book.getOrDefault("xl/worksheets/sheet1.xml", "").split("<row ").length - 2)
        .as(name + " as XLSX")
        .isEqualTo(taken.size());
  }

  /** The address without the place on the page; nobody is told of in it. */
  private static String share(String href) {
    String address = HtmlUtils.htmlUnescape(href).replaceFirst("#.*", "");
    String said = URLDecoder.decode(address, StandardCharsets.UTF_8);
    assertThat(IdentityScanner.scan(said, Place.TEXT)).as(said).isEmpty();
    assertThat(said).doesNotContain("_csrf");
    return address;
  }

  private static Map<String, String> sheets(String body) {
    Map<String, String> sheets = new LinkedHashMap<>();
    Matcher found = SHEET.matcher(body);
    while (found.find()) {
      sheets.put(found.group(1), found.group(2));
    }
    return sheets;
  }

  private static List<String> rows(String markup) {
    return all(ROW, markup, 1).stream().map(HtmlUtils::htmlUnescape).toList();
  }

  private static List<String> all(Pattern pattern, String text, int group) {
    List<String> all = new ArrayList<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      all.add(found.group(group));
    }
    return all;
  }

  private static List<CSVRecord> records(String csv) {
    assertThat(csv).startsWith("\uFEFF");
    CSVFormat format = CSVFormat.EXCEL.builder().setDelimiter(';').setIgnoreEmptyLines(true).get();
    try (var parser = format.parse(new StringReader(csv.substring(1)))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> unzipped(byte[] content) {
    Map<String, String> entries = new LinkedHashMap<>();
    try {
      Path file = Files.write(Files.createTempFile("bok", ".xlsx"), content);
      try (ZipFile zip = new ZipFile(file.toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
          byte[] part = zip.getInputStream(entry).readAllBytes();
          entries.put(entry.getName(), new String(part, StandardCharsets.UTF_8));
        }
      } finally {
        Files.delete(file);
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
