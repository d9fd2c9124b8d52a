package se.vardformedling.security;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Who has signed in to the pages. Of what the provider said, only what the caller is is kept. */
final class SignedInPerson extends DefaultOidcUser {
  private static final long serialVersionUID = 1;

  private final Role role;
  private final @Nullable String region;
  private final @Nullable String unit;
  private final @Nullable String commission;

  SignedInPerson(Caller caller) {
    super(
        List.of(),
        new OidcIdToken("not kept", null, null, Map.of(IdTokenClaimNames.SUB, caller.subject())));
    this.role = caller.role();
    this.region = caller.region().orElse(null);
    this.unit = caller.unit().orElse(null);
    this.commission = caller.commission().orElse(null);
  }

  Caller caller() {
    return new Caller(getName(), role, Optional.ofNullable(region), Optional.ofNullable(unit))
        .under(Optional.ofNullable(commission));
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
