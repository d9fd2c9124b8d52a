package se.vardformedling.messaging.accesspoint;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What another access point's errors mean (ebMS 3.0 core, 6.7): which codes they are, whether
 * another try can help, and how long an answer is waited for.
 */
final class ErrorRules {
  /** Other without a reason, DeliveryFailure, MissingReceipt: it may go better next time. */
  private static final Set<String> PASSING = Set.of("EBMS:0004", "EBMS:0202", "EBMS:0301");

  private static final Pattern CODE = Pattern.compile("EBMS:\\d{4}");

  /** A detail that is a code; anything else a partner writes is not repeated. */
  private static final Pattern DETAIL = Pattern.compile("\\b(NOT_[A-Z_]{1,40})\\b");

  private static final int MEGABYTE = 1_000_000;

  private ErrorRules() {}

  /**
   * An error.
   *
   * @param detail a code such as {@code NOT_SERVICED}, or empty
   */
  record Said(String code, String detail) {

    static Said of(@Nullable String code, @Nullable String detail) {
      Matcher known = DETAIL.matcher(detail == null ? "" : detail);
      return new Said(
          code != null && CODE.matcher(code).matches() ? code : "EBMS",
          known.find() ? known.group(1) : "");
    }

    private boolean permanent() {
      return !detail.isEmpty() || (CODE.matcher(code).matches() && !PASSING.contains(code));
    }

    @Override
    public String toString() {
      return detail.isEmpty() ? code : code + " " + detail;
    }
  }

  /** Whether every further try would be answered the same. */
  static boolean permanent(List<Said> errors) {
    return errors.stream().anyMatch(Said::permanent);
  }

  /** For the evidence. */
  static String reason(String result, List<Said> errors) {
    return errors.isEmpty()
        ? result
        : result
            + ": "
            + errors.stream().limit(5).map(Said::toString).collect(Collectors.joining(", "));
  }

  /**
   * How long an answer is waited for: half a minute, and a second for each megabyte, which is less
   * than the time to the next try.
   *
   * @param most as it is set
   * @param size of the envelope, in bytes
   */
  static Duration answerWithin(Duration most, long size) {
    Duration bySize = Duration.ofSeconds(30 + (size + MEGABYTE - 1) / MEGABYTE);
    return most.compareTo(bySize) < 0 ? most : bySize;
  }
}
