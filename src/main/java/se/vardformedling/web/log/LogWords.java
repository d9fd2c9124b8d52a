package se.vardformedling.web.log;

import java.util.Locale;
import se.vardformedling.web.words.Words.Say;

/** What was done, as somebody who is told what happened to a case can read it. */
final class LogWords {
  private LogWords() {}

  /**
   * In the reader's language.
   *
   * @param action as it is in the log: a page ({@code GET /app/arenden}, {@code POST
   *     /app/ringlista/anmal}), a FHIR interaction ({@code read Task}) or operation ({@code
   *     $transition Task}); itself when it is none that we know
   */
  static String of(String action, Say say) {
    String[] words = action.split(" ", 2);
    String what = words.length > 1 ? words[1] : "";
    if (what.startsWith("/app")) {
      return page(words[0], what, say);
    }
    if (words[0].startsWith("$")) {
      return say.or("log.operation." + words[0].substring(1), action);
    }
    String verb = say.or("log.verb." + words[0], "");
    return verb.isEmpty() ? action : (verb + " " + say.or("log.type." + what, what)).strip();
  }

  private static String page(String method, String path, Say say) {
    String whole = path.equals("/app") ? "app" : path.substring("/app/".length());
    String page = whole.replaceFirst("/.*", "");
    String done = method.equals("GET") || method.equals("HEAD") ? "get" : "post";
    String any =
        say.the("log.page." + done, page.toUpperCase(Locale.ROOT).charAt(0) + page.substring(1));
    return say.or(
        "log.page." + done + "." + whole.replace('/', '.'),
        say.or("log.page." + done + "." + page, any));
  }
}
