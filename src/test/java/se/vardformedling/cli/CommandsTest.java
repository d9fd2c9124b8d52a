package se.vardformedling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import se.vardformedling.fhir.Problem;
import se.vardformedling.waitingtime.feed.FeedKind;

class CommandsTest {
  private final CommandLine commands = Commands.all(CommandsTest.class);

  @ParameterizedTest
  @EnumSource(FeedKind.class)
  void a_kind_of_file_is_said_in_small_letters_as_the_guide_does(FeedKind kind) {
    String said = kind.name().toLowerCase(Locale.ROOT);

    assertThatCode(() -> commands.parseArgs("feed", said, "a.csv")).doesNotThrowAnyException();
  }

  @Test
  void what_is_refused_is_told_in_a_sentence_and_nothing_else_is_hidden() {
    assertThat(ToldShortly.told(Problem.ILLEGAL_TRANSITION.because("published")))
        .hasValueSatisfying(text -> assertThat(text).endsWith(" published").doesNotContain("\n"));
    assertThat(ToldShortly.told(new UncheckedIOException(new MalformedInputException(1))))
        .contains("The file is not UTF-8: save it as CSV UTF-8.");
    assertThat(ToldShortly.told(new NoSuchFileException("a.csv"))).contains("Cannot read a.csv");
    assertThat(ToldShortly.told(new IllegalStateException("ours"))).isEmpty();
    assertThat(commands.execute("feed", "spor", "no-such-file.csv")).isEqualTo(1);
  }

  @Test
  void a_file_that_could_not_be_taken_back_is_not_done() {
    assertThat(ImportFile.done("undoing", "published")).isFalse();
    assertThat(ImportFile.done("undoing", "undone")).isTrue();
    assertThat(ImportFile.done("publishing", "faulty")).isFalse();
    assertThat(ImportFile.done("received", "previewed")).isTrue();
    assertThat(ImportFile.done("faulty", "faulty")).isFalse();
  }

  @Test
  void every_command_is_one_that_the_program_does_not_serve_for() {
    assertThat(commands.getSubcommands().keySet())
        .isNotEmpty()
        .allMatch(name -> Commands.known(new String[] {name}));
  }

  @Test
  void a_setting_before_the_command_and_a_word_that_is_none_are_refused_and_nothing_is_served() {
    assertThat(Commands.known(new String[] {"--server.port=1"})).isFalse();
    for (String[] said :
        List.of(
            new String[] {"--spring.profiles.active=demo", "feed", "spor", "a.csv"},
            new String[] {"feeed"})) {
      assertThat(Commands.known(said)).isTrue();
      assertThat(commands.execute(said)).isEqualTo(CommandLine.ExitCode.USAGE);
    }
  }
}
