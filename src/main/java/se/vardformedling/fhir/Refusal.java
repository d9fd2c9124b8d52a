package se.vardformedling.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;

/**
 * A request that was refused for one {@link Problem}. The expression names the place (FHIRPath or parameter) and may be
 * empty; the details hold ids and codes, never names, values of identity, SQL or stack.
 */
public final class Refusal extends BaseServerResponseException {
  private static final long serialVersionUID = 1;
  private final Problem problem;
  private final List<String> expression;
  private final String details;

  Refusal(Problem problem, String expression, String details) {
    super(problem.status(), problem.code());
    this.problem = problem;
    this.expression = expression.isEmpty() ? List.of() : List.of(expression);
    this.details = details;
  }

  public Problem problem() {
    return problem;
  }

  public List<String> expression() {
    return expression;
  }

  public String details() {
    return details;
  }
}
