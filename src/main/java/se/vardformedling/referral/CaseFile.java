package se.vardformedling.referral;

/**
 * What the server keeps of a case beside its resources.
 *
 * @param region länskod of the home region
 * @param requesterUnit HSA-id of the unit that registered the need
 */
record CaseFile(String caseId, String needId, String taskId, String region, String requesterUnit) {}
