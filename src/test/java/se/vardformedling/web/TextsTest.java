package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Pattern PLAIN_KEY = Pattern.compile("#\\{([a-z][a-z0-9.-]*)[(}]");

  @Test
  void both_languages_say_the_same_things() throws IOException {
    assertThat(texts("messages_en").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(texts("messages_sv").stringPropertyNames());
  }

  @Test
  void the_leaflet_says_the_same_things_in_each_version() throws IOException {
    Set<String> swedish = texts("leaflet_sv").stringPropertyNames();

    assertThat(texts("leaflet_latt").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(swedish);
    assertThat(texts("leaflet_en").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(swedish);
  }

  @Test
  void both_languages_have_the_same_places_for_figures() throws IOException {
    Properties swedish = texts("messages_sv");
    Properties english = texts("messages_en");

    for (String key : swedish.stringPropertyNames()) {
      assertThat(places(swedish.getProperty(key)))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
    }
  }

  @Test
  void one_of_something_is_said_as_one() throws IOException {
    Properties texts = texts("messages_sv");
    Locale swedish = Locale.forLanguageTag("sv");

    for (String key :
        List.of(
            "asked.hours",
            "waits.weeks",
            "waits.change.shorter",
            "waits.change.longer",
            "capacity.answer.places",
            "agreement.services.caption",
            "find.filter.wait")) {
      MessageFormat text = new MessageFormat(texts.getProperty(key), swedish);
      assertThat(text.format(new Object[] {1}))
          .as(key)
          .doesNotContainPattern("timmar|veckor|dagar|platser|tjänster");
      assertThat(text.format(new Object[] {2}))
          .as(key)
          .containsPattern("2 (timmar|veckor|dagar|platser|tjänster)");
    }
  }

  @Test
  void an_apostrophe_is_read_as_one_and_does_not_vanish() throws IOException {
    for (String name :
        List.of("messages_sv", "messages_en", "leaflet_sv", "leaflet_latt", "leaflet_en")) {
      Properties texts = texts(name);
      for (String key : texts.stringPropertyNames()) {
        assertThat(texts.getProperty(key).replace("''", ""))
            .as(name + " " + key)
            .doesNotContain("'");
      }
    }
  }

  @Test
  void no_page_asks_for_a_text_that_is_not_there() throws IOException {
    Set<String> keys = texts("messages_sv").stringPropertyNames();
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> pages = Files.walk(Path.of("src/main/resources/templates"))) {
      for (Path page : pages.filter(Files::isRegularFile).toList()) {
        Matcher matcher = PLAIN_KEY.matcher(Files.readString(page));
        while (matcher.find()) {
          asked.add(matcher.group(1));
        }
      }
    }

    assertThat(asked).isNotEmpty();
    assertThat(keys).containsAll(asked);
  }

  @Test
  void no_page_has_a_script_or_a_style_of_its_own() throws IOException {
    try (Stream<Path> pages = Files.walk(Path.of("src/main/resources/templates"))) {
      for (Path page : pages.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(page))
            .as(page.toString())
            .doesNotContain(
                " style=", " onclick=", " hx-on", "javascript:", "//unpkg", "https://cdn")
            .doesNotContainPattern("<script(?![^>]*th:src)");
      }
    }
  }

  private static List<Integer> places(String text) {
    return Stream.of(new MessageFormat(text, Locale.ROOT).getFormatsByArgumentIndex().length)
        .toList();
  }

  private static Properties texts(String name) throws IOException {
    Properties texts = new Properties();
    try (InputStream in = TextsTest.class.getResourceAsStream("/i18n/" + name + ".properties");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    assertThat(Arrays.asList(texts.stringPropertyNames().toArray())).isNotEmpty();
    return texts;
  }
}
