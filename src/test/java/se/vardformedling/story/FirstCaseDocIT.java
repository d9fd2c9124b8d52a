package se.vardformedling.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;

/** Runs the commands of the guide's first page, as they stand there, against a running node. */
@NodeIT
class FirstCaseDocIT {
  @LocalServerPort int port;

  @Test
  void the_commands_of_the_first_case_carry_it_from_need_to_settlement() throws Exception {
    Path script = Files.createTempFile(Path.of("target"), "first-case", ".sh");
    Files.write(script, commands(Path.of("src/docs/use/first-case.md")));

    Process shell = shell(script);

    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(said.lines().filter(line -> !line.isBlank()).toList())
        .element(0, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .matches("case VF-[0-9A-Z]{12}");
    assertThat(said.lines().skip(1).filter(line -> !line.isBlank()).toList())
        .containsExactly(
            "need-assessment",
            "need-assessed",
            "searching",
            "3",
            "Parameters",
            "offer-made",
            "accepted",
            "provider-selected",
            "order-accepted",
            "scheduled",
            "performed",
            "followed-up",
            "the case is settled");
    assertThat(shell.exitValue()).isZero();
  }

  private Process shell(Path script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", script.toString()).redirectErrorStream(true);
    builder.environment().put("VF", "http://127.0.0.1:" + port);
    return builder.start();
  }

  private static List<String> commands(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("```")) {
        inside = line.equals("```sh");
      } else if (inside) {
        commands.add(line);
      }
    }
    return commands;
  }
}
