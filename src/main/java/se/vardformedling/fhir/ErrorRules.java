package se.vardformedling.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import ca.uhn.fhir.rest.server.exceptions.NotImplementedOperationException;
import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Which problem of ours a failure of the libraries is. Their texts name tables and classes, so none
 * is passed on.
 */
final class ErrorRules {
  private static final Map<String, Problem> BY_NUMBER =
      Map.of(
          "HAPI-0417", Problem.PAGE_EXPIRED,
          "HAPI-0507", Problem.DANGLING_REFERENCE,
          // A value set of a code system that nobody knows.
          "HAPI-0888", Problem.BAD_PARAMETER,
          "HAPI-2028", Problem.BAD_PARAMETER,
          // A resource that does not say of which type it is.
          "HAPI-1838", Problem.MALFORMED_BODY,
          "HAPI-1843", Problem.MALFORMED_BODY,
          "HAPI-1094", Problem.DANGLING_REFERENCE,
          "HAPI-2008", Problem.DUPLICATE_ENTRY);
  private static final String SEVERAL = "because this search matched";
  private static final String VALUE_AND_EXTENSIONS = "HAPI-1811";
  private static final String PATCH_TEST = "HAPI-1272";
  private static final String NOT_HANDLED = "HAPI-0303";
  private static final String STATEMENT_TIMEOUT = "57014";
  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String CONNECTION_LOST = "08";
  private static final String SHUTTING_DOWN = "57P";

  /** Such as a zero byte. */
  private static final String NO_TEXT = "22021";

  private static final String NO_PARTNER = "HAPI-0389";

  /** A reference to a type that may not be referred to there. */
  private static final Pattern WRONG_TARGET =
      Pattern.compile("HAPI-0931: Invalid reference found at path '([A-Za-z.]{1,100})'");

  /** A version, larger than any number. */
  private static final Pattern NO_VERSION =
      Pattern.compile("HAPI-2223: For input string: \"\\d{10,}\"");

  /** A plain change of a type, and no operation. */
  private static final Pattern CHANGE =
      Pattern.compile("handle (OPTIONS |(PUT|POST|PATCH|DELETE) operation\\[[^$\\]]*])");

  private static final Map<Class<? extends Throwable>, Problem> KNOWN = new LinkedHashMap<>();

  private static final Map<String, Problem> BY_STATUS =
      Map.ofEntries(
          Map.entry("401", Problem.TOKEN_MISSING),
          Map.entry("403", Problem.ACTOR_NOT_ALLOWED),
          Map.entry("404", Problem.NOT_FOUND),
          Map.entry("405", Problem.METHOD_NOT_ALLOWED),
          Map.entry("406", Problem.NOT_ACCEPTABLE),
          Map.entry("409", Problem.CONFLICT),
          Map.entry("410", Problem.DELETED),
          Map.entry("412", Problem.STALE_VERSION),
          Map.entry("413", Problem.PAYLOAD_TOO_LARGE),
          Map.entry("414", Problem.URI_TOO_LONG),
          Map.entry("415", Problem.UNSUPPORTED_MEDIA_TYPE),
          Map.entry("417", Problem.BAD_HEADER),
          Map.entry("422", Problem.PROFILE_VIOLATED),
          Map.entry("428", Problem.IF_MATCH_REQUIRED),
          Map.entry("429", Problem.THROTTLED),
          Map.entry("431", Problem.HEADERS_TOO_LARGE),
          Map.entry("503", Problem.UNAVAILABLE));

  static {
    KNOWN.put(ResourceVersionConflictException.class, Problem.STALE_VERSION);
    KNOWN.put(ConcurrencyFailureException.class, Problem.STALE_VERSION);
    KNOWN.put(PreconditionFailedException.class, Problem.PRECONDITION_FAILED);
    KNOWN.put(ResourceNotFoundException.class, Problem.NOT_FOUND);
    KNOWN.put(ResourceGoneException.class, Problem.DELETED);
    KNOWN.put(MethodNotAllowedException.class, Problem.METHOD_NOT_ALLOWED);
    KNOWN.put(NotImplementedOperationException.class, Problem.METHOD_NOT_ALLOWED);
    KNOWN.put(PayloadTooLargeException.class, Problem.PAYLOAD_TOO_LARGE);
    KNOWN.put(UnprocessableEntityException.class, Problem.PROFILE_VIOLATED);
    KNOWN.put(AuthenticationException.class, Problem.TOKEN_MISSING);
    KNOWN.put(ForbiddenOperationException.class, Problem.ACTOR_NOT_ALLOWED);
    KNOWN.put(InvalidRequestException.class, Problem.BAD_PARAMETER);
  }

  private ErrorRules() {}

  static Refusal refusal(Throwable failure) {
    Refusal ours = causeOf(Refusal.class, failure);
    if (ours != null) {
      return ours;
    }
    SQLException database = causeOf(SQLException.class, failure);
    if (database != null && away(database)) {
      return Problem.UNAVAILABLE.because("");
    }
    if (database != null && NO_TEXT.equals(database.getSQLState())) {
      return Problem.BAD_PARAMETER.because("a character that no text has");
    }
    String message = String.valueOf(failure.getMessage());
    Optional<Refusal> said = said(message);
    if (said.isPresent()) {
      return said.get();
    }
    DataFormatException unreadable = causeOf(DataFormatException.class, failure);
    if (unreadable != null) {
      return unreadable(String.valueOf(unreadable.getMessage()));
    }
    return classified(failure, message).because("");
  }

  /** What HAPI tells by the number of its message alone. */
  private static Optional<Refusal> said(String message) {
    Matcher wrong = WRONG_TARGET.matcher(message);
    if (wrong.find()) {
      return Optional.of(Problem.PROFILE_VIOLATED.at(wrong.group(1), ""));
    }
    if (message.contains(NOT_HANDLED) && CHANGE.matcher(message).find()) {
      return Optional.of(Problem.METHOD_NOT_ALLOWED.because(""));
    }
    if (message.contains(PATCH_TEST) && message.contains("value differs from expectations")) {
      return Optional.of(Problem.PATCH_TEST_FAILED.because(""));
    }
    if (message.contains(SEVERAL)) {
      return Optional.of(Problem.MULTIPLE_MATCHES.because(""));
    }
    if (message.contains(VALUE_AND_EXTENSIONS)) {
      return Optional.of(Problem.PROFILE_VIOLATED.at("extension", ExtensionRules.ONE_OF_TWO));
    }
    if (NO_VERSION.matcher(message).find()) {
      return Optional.of(Problem.NOT_FOUND.because(""));
    }
    return BY_NUMBER.entrySet().stream()
        .filter(known -> message.contains(known.getKey()))
        .findFirst()
        .map(known -> known.getValue().because(""));
  }

  /** The database is too slow, gone, going or coming: what was asked may be asked again. */
  private static boolean away(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || (state == null
            ? String.valueOf(failure.getMessage()).contains("Connection is closed")
            : state.equals(STATEMENT_TIMEOUT)
                || state.equals(TOO_MANY_CONNECTIONS)
                || state.startsWith(CONNECTION_LOST)
                || state.startsWith(SHUTTING_DOWN));
  }

  /** For what only its HTTP status is left of. */
  static Problem ofStatus(String status) {
    String number = status.substring(0, Math.min(3, status.length()));
    return BY_STATUS.getOrDefault(
        number, status.startsWith("4") ? Problem.BAD_PARAMETER : Problem.INTERNAL);
  }

  private static Problem classified(Throwable failure, String message) {
    for (Map.Entry<Class<? extends Throwable>, Problem> known : KNOWN.entrySet()) {
      if (causeOf(known.getKey(), failure) != null) {
        return known.getValue() == Problem.BAD_PARAMETER && message.contains(NO_PARTNER)
            ? Problem.MALFORMED_BODY
            : known.getValue();
      }
    }
    boolean callersFault =
        failure instanceof BaseServerResponseException answer
            && answer.getStatusCode() >= 400
            && answer.getStatusCode() < 500;
    return callersFault ? Problem.BAD_PARAMETER : Problem.INTERNAL;
  }

  private static Refusal unreadable(String message) {
    boolean unknown = message.toLowerCase(Locale.ROOT).contains("unknown element");
    return (unknown ? Problem.UNKNOWN_ELEMENT : Problem.MALFORMED_BODY).because("");
  }

  private static <T extends Throwable> @Nullable T causeOf(Class<T> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
