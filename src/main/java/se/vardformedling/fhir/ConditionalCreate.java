package se.vardformedling.fhir;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Of several that create at once if there is none, the losers are to meet what the winner left. */
public final class ConditionalCreate extends OfTransaction {
  private static final String LOST = "vf.lostCreate";

  private final RequestDetails request;

  private ConditionalCreate(RequestDetails request) {
    this.request = request;
  }

  /** Notes that the transaction at hand creates what was not there when it looked. */
  static void note(RequestDetails request) {
    if (request.getRestOperationType() == RestOperationTypeEnum.CREATE
        && request.getHeader(Constants.HEADER_IF_NONE_EXIST) != null
        && TransactionSynchronizationManager.isSynchronizationActive()) {
      current(ConditionalCreate.class, () -> new ConditionalCreate(request));
    }
  }

  /**
   * What to throw when somebody else has what only one may have: of a conditional create, once, a
   * conflict that lets it look again.
   */
  public static RuntimeException orAgain(Refusal refusal) {
    boolean first =
        TransactionSynchronizationManager.getResource(ConditionalCreate.class)
                instanceof ConditionalCreate one
            && one.request.getUserData().putIfAbsent(LOST, true) == null;
    return first ? new ResourceVersionConflictException(refusal.problem().code()) : refusal;
  }
}
