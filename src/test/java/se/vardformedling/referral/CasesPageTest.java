package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.vardformedling.referral.CaseTaskResource.Kind;

/** The tables of the page about cases are what the machines say. */
class CasesPageTest {
  private static final Path PAGE = Path.of("src/docs/use/cases.md");
  private static final Path RIGHT = Path.of("target/cases.md");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_tables_on_the_page_are_what_the_machines_say() throws IOException {
    String page = Files.readString(PAGE);
    String right = page;
    for (Kind kind : Kind.values()) {
      right = replace(right, kind.name().toLowerCase(Locale.ROOT), tables(kind));
    }
    right = replace(right, "inputs", inputs());
    right = replace(right, "reasons", reasons());
    Files.createDirectories(RIGHT.getParent());
    Files.writeString(RIGHT, right);

    assertThat(page).as("copy " + RIGHT + " to " + PAGE).isEqualTo(right);
  }

  @Test
  void every_code_of_the_machines_has_a_name_in_both_languages() {
    List<String> nameless = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      kind.machine.states().keySet().forEach(state -> need(kind.machine.system(), state, nameless));
      for (Move move : kind.machine.moves()) {
        if (!move.verb().isEmpty()) {
          need("transition", move.verb(), nameless);
        }
        Stream.concat(move.inputs().stream(), move.optional().stream())
            .forEach(
                input -> {
                  need("task-output", input, nameless);
                  assertThat(InputRules.forms()).as(move.id()).containsKey(input);
                });
        move.reasons().ifPresent(set -> assertThat(concepts(set)).as(set).isNotEmpty());
      }
    }
    assertThat(nameless).isEmpty();
  }

  private static void need(String system, String code, List<String> nameless) {
    boolean named =
        concepts(system).stream()
            .anyMatch(
                concept ->
                    concept.at("/code").asText().equals(code)
                        && !concept.at("/display").asText().isEmpty()
                        && !concept.at("/designation/0/value").asText().isEmpty());
    if (!named) {
      nameless.add(system + " " + code);
    }
  }

  private static String tables(Kind kind) {
    StringBuilder text = new StringBuilder("| state | in Swedish | Task.status | step |\n");
    text.append("| --- | --- | --- | --- |\n");
    kind.machine
        .states()
        .forEach(
            (state, means) ->
                text.append(
                    "| `%s` | %s | %s | %s |%n"
                        .formatted(
                            state,
                            display(kind.machine.system(), state),
                            means.status(),
                            means.step() == 0 ? "" : String.valueOf(means.step()))));
    text.append("\n| row | transition | from | to | who | says | reason | only if |\n");
    text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    kind.machine.moves().forEach(move -> text.append(row(kind, move)));
    return text.toString();
  }

  private static String row(Kind kind, Move move) {
    String from =
        kind.machine.states().keySet().stream()
            .filter(move::leaves)
            .collect(Collectors.joining(", "));
    List<String> says = new ArrayList<>(move.inputs());
    move.optional().forEach(input -> says.add("(" + input + ")"));
    return "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            move.id(),
            move.verb().isEmpty() ? "" : "`" + move.verb() + "`",
            from,
            move.to().replace("<", "").replace(">", ""),
            move.actors().stream()
                .sorted(Comparator.comparing(Actor::ordinal))
                .map(Actor::name)
                .collect(Collectors.joining(", ")),
            String.join(", ", says),
            move.reasons().orElse(""),
            move.guard().map(g -> g.name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse(""));
  }

  private static String inputs() {
    StringBuilder text = new StringBuilder("| input | in Swedish | form |\n| --- | --- | --- |\n");
    InputRules.forms()
        .forEach(
            (type, form) ->
                text.append(
                    "| `%s` | %s | %s |%n".formatted(type, display("task-output", type), form)));
    return text.toString();
  }

  private static String reasons() {
    TreeSet<String> sets =
        Stream.of(Kind.values())
            .flatMap(kind -> kind.machine.moves().stream())
            .flatMap(move -> move.reasons().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    StringBuilder text =
        new StringBuilder("| code system | reasons | who |\n| --- | --- | --- |\n");
    for (String set : sets) {
      List<JsonNode> all = concepts(set);
      TreeSet<String> actors = new TreeSet<>();
      all.forEach(
          concept ->
              concept
                  .at("/property")
                  .forEach(
                      property -> {
                        if (property.at("/code").asText().equals("allowedActor")) {
                          actors.add(property.at("/valueCode").asText());
                        }
                      }));
      text.append(
          "| `%s` | %s | %s |%n"
              .formatted(
                  set,
                  all.stream()
                      .map(concept -> concept.at("/code").asText())
                      .collect(Collectors.joining(", ")),
                  String.join(", ", actors)));
    }
    return text.toString();
  }

  private static String display(String system, String code) {
    return concepts(system).stream()
        .filter(concept -> concept.at("/code").asText().equals(code))
        .map(concept -> concept.at("/display").asText())
        .findFirst()
        .orElse("");
  }

  private static List<JsonNode> concepts(String system) {
    try {
      List<JsonNode> concepts = new ArrayList<>();
      JSON.readTree(Path.of("terminology/code-systems", system + ".json").toFile())
          .at("/concept")
          .forEach(concepts::add);
      return concepts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String replace(String page, String name, String table) {
    String start = "<!-- " + name + " -->\n";
    int from = page.indexOf(start);
    int to = page.indexOf("<!-- end -->", from);
    assertThat(from).as("marker " + name).isNotNegative();
    return page.substring(0, from + start.length()) + table + page.substring(to);
  }
}
