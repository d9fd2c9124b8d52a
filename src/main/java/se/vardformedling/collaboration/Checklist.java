package se.vardformedling.collaboration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The questions, in the groups and the order in which they are asked. */
public record Checklist(List<Group> groups) {

  /** What is written in both languages. */
  public record Text(String swedish, String english) {
    public String in(Locale language) {
      return language.getLanguage().equals("en") ? english : swedish;
    }
  }

  /** Questions that are asked on one page. */
  public record Group(String id, Text text, List<Question> questions) {}

  /**
   * One question.
   *
   * @param id as answers name it, such as {@code patient.result}
   * @param kind {@code string} (a line), {@code text}, {@code date}, {@code boolean} or {@code
   *     choice}
   * @param required whether the checklist is incomplete without it
   * @param options of a choice
   */
  public record Question(
      String id, String kind, boolean required, Text text, List<Option> options) {}

  /** One answer to choose. */
  public record Option(String system, String code, Text text) {}

  public List<Question> questions() {
    return groups.stream().flatMap(group -> group.questions().stream()).toList();
  }

  public Optional<Question> question(String id) {
    return questions().stream().filter(question -> question.id().equals(id)).findFirst();
  }

  public Optional<Group> group(String id) {
    return groups.stream().filter(group -> group.id().equals(id)).findFirst();
  }
}
