package se.vardformedling.referral;

import org.jspecify.annotations.Nullable;

/**
 * What the server keeps of a case beside its resources.
 *
 * @param region länskod of the home region
 * @param requesterUnit HSA-id of the unit that registered the need
 * @param previousState the state before a hold
 */
record CaseFile(
    String caseId,
    String needId,
    String taskId,
    String region,
    String requesterUnit,
    @Nullable String previousState) {}
