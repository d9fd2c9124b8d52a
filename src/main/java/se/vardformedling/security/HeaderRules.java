package se.vardformedling.security;

/** Which characters a header may have: assigned ones that control nothing. */
final class HeaderRules {

  private HeaderRules() {}

  static boolean name(String name) {
    return name.codePoints().allMatch(HeaderRules::shown);
  }

  /** Its value may have tabulators besides. */
  static boolean value(String value) {
    return value.codePoints().allMatch(c -> shown(c) || c == '\t');
  }

  private static boolean shown(int c) {
    return Character.isDefined(c) && !Character.isISOControl(c);
  }
}
