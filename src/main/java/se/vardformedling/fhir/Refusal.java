package se.vardformedling.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;

/**
 * A request that was refused, for one {@link Problem} or, from validation, for several. The details
 * hold ids and codes, never names, values of identity, SQL or stack.
 */
public final class Refusal extends BaseServerResponseException {
  private static final long serialVersionUID = 1;
  private final transient List<Issue> issues;

  /**
   * One reason.
   *
   * @param expression names the place (FHIRPath or parameter), or is empty
   */
  public record Issue(Problem problem, String expression, String details) {}

  /** The first issue decides the HTTP status. */
  public Refusal(List<Issue> issues) {
    super(issues.get(0).problem().status(), issues.get(0).problem().code());
    this.issues = List.copyOf(issues);
  }

  Refusal(Problem problem, String expression, String details) {
    this(List.of(new Issue(problem, expression, details)));
  }

  /** Which refusal a failure of the libraries is, for doors that do not answer in FHIR. */
  public static Refusal of(Throwable failure) {
    return ErrorRules.refusal(failure);
  }

  public Problem problem() {
    return issues.get(0).problem();
  }

  public List<Issue> issues() {
    return issues;
  }
}
