package se.vardformedling.cli;

import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import se.vardformedling.fhir.Refusal;

/** What is refused is told in a sentence; what else breaks shows where it broke. */
final class ToldShortly implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult said)
      throws Exception {
    command.getErr().println(told(failure).orElseThrow(() -> failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  static Optional<String> told(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return Optional.of(refusal(refusal));
      }
      if (cause instanceof CharacterCodingException) {
        return Optional.of("The file is not UTF-8: save it as CSV UTF-8.");
      }
      if (cause instanceof FileSystemException file) {
        return Optional.of("Cannot read " + file.getFile());
      }
    }
    return Optional.empty();
  }

  private static String refusal(Refusal refusal) {
    return refusal.issues().stream()
        .map(
            issue ->
                Stream.of(issue.problem().text(Locale.ENGLISH), issue.expression(), issue.details())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n"));
  }
}
