package se.vardformedling.security;

/**
 * The claims we read of a person at work or a system: Sambi's attributes by their OpenID Connect
 * names, and the roles that the authority's own service gives.
 */
public enum Claim {
  /**
   * The person's HSA-id in this employment; logged instead of {@code sub}, which may be a personal
   * number.
   */
  EMPLOYEE("employeeHsaId"),
  /** HSA-id of the uppdrag that the person chose at sign-in. */
  COMMISSION("commissionHsaId"),
  COMMISSION_NAME("commissionName"),
  COMMISSION_PURPOSE("commissionPurpose"),
  /** HSA-id of the unit (vårdenhet) of the uppdrag. */
  UNIT("healthCareUnitHsaId"),
  /** HSA-id of the provider (vårdgivare) of the uppdrag; the region follows from it. */
  PROVIDER("healthCareProviderHsaId"),
  /** What the person may do here: names of roles, alone or as {@code code} of an object. */
  ROLES("authorizationScope");

  private final String text;

  Claim(String text) {
    this.text = text;
  }

  /** The claim as tokens write it. */
  public String text() {
    return text;
  }
}
