package se.vardformedling.security;

/** The addresses of the pages' sign-in. */
public final class SignIn {
  /** The one identity provider, as the pages call it. */
  public static final String REGISTRATION = "idp";

  /** Where to sign in; leads on to the identity provider. */
  public static final String PATH = "/signin";

  /** Where the identity provider sends the browser back with its code. */
  public static final String CODE_PATH = PATH + "/code/" + REGISTRATION;

  /** The first page after sign-in, when none was asked for. */
  public static final String START = "/app";

  static final String AUTHORIZATION_PATH = PATH + "/with";
  static final String FAILED_PATH = PATH + "/failed";
  static final String OUT_PATH = PATH + "/out";

  private SignIn() {}
}
