package se.vardformedling.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;

/** Runs the very commands of src/docs/use/sign-in.md: a system signs in with openssl and curl. */
@NodeIT
class SignInDocIT {
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @LocalServerPort int port;

  @Test
  void a_system_signs_in_as_the_page_says(@TempDir Path folder) throws Exception {
    Matcher commands =
        COMMANDS.matcher(Files.readString(Path.of("src/docs/use/sign-in.md").toAbsolutePath()));
    assertThat(commands.find()).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-c", commands.group(1))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("BASE", "http://localhost:" + port);

    Process shell = builder.start();

    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).startsWith("{\"resourceType\":\"Bundle\"").contains("\"type\":\"searchset\"");
    assertThat(shell.exitValue()).isZero();
  }
}
