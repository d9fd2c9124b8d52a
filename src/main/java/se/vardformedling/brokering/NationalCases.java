package se.vardformedling.brokering;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import se.vardformedling.identifier.CaseId;

/**
 * The way to the national node. Every call goes by network, so none is made inside a transaction;
 * each throws {@link se.vardformedling.fhir.Problem#NATIONAL_NODE_AWAY} when there is no answer,
 * and the national node's own refusal when that is the answer.
 */
public interface NationalCases {

  /**
   * Registers a need.
   *
   * @param requestId the same on every try, so that one need is registered once
   * @return the case that it has become
   */
  CaseId register(NationalNeed need, UUID requestId);

  /** The Task as it is now; {@link se.vardformedling.fhir.Problem#NOT_FOUND} if it is not ours. */
  NationalTask task(String id);

  /** What concerns our units and has changed after the moment, the oldest change first. */
  List<NationalTask> changedAfter(Instant moment);

  /**
   * Where a unit takes documents, as the national catalogue has it; {@link
   * se.vardformedling.fhir.Problem#NOT_FOUND} if it takes none.
   *
   * @param unit HSA-id
   */
  FunctionAddress addressOf(String unit);

  /**
   * Tells what has happened here.
   *
   * @param requestId the same on every try
   */
  void report(Report report, UUID requestId);
}
