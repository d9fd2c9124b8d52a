package se.vardformedling.fhir;

import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * What FHIR does not know is refused, with its place; the parser alone would drop it in silence.
 */
final class StrictParsing extends LenientErrorHandler {

  StrictParsing() {
    super(false);
  }

  @Override
  public void unknownElement(@Nullable IParseLocation location, String name) {
    throw Problem.UNKNOWN_ELEMENT.at(place(location, name), "");
  }

  @Override
  public void unknownAttribute(@Nullable IParseLocation location, String name) {
    throw Problem.UNKNOWN_ELEMENT.at(place(location, name), "");
  }

  @Override
  public void unexpectedRepeatingElement(@Nullable IParseLocation location, String name) {
    throw Problem.MALFORMED_BODY.at(place(location, name), "may not repeat");
  }

  @Override
  public void incorrectJsonType(
      @Nullable IParseLocation location,
      String name,
      ValueType expected,
      @Nullable ScalarType expectedScalar,
      ValueType found,
      @Nullable ScalarType foundScalar) {
    throw Problem.MALFORMED_BODY.at(
        place(location, name),
        "expected " + expected + (expectedScalar == null ? "" : " " + expectedScalar));
  }

  @Override
  public void invalidValue(@Nullable IParseLocation location, String value, String error) {
    boolean code = error != null && error.startsWith("Unknown ");
    throw (code ? Problem.CODE_INVALID : Problem.VALUE_INVALID).at(place(location, ""), "");
  }

  @Override
  public void containedResourceWithNoId(@Nullable IParseLocation location) {
    throw Problem.MALFORMED_BODY.at("contained", "has no id");
  }

  @Override
  public void unknownReference(@Nullable IParseLocation location, String reference) {
    throw Problem.DANGLING_REFERENCE.at(place(location, "reference"), "not contained");
  }

  /** Names only: the value may be anything, also what must not be repeated. */
  private static String place(@Nullable IParseLocation location, @Nullable String name) {
    String parent = location == null ? "" : clean(location.getParentElementName());
    String child = clean(name);
    return parent.isEmpty() || child.isEmpty() ? parent + child : parent + "." + child;
  }

  /** An element's name is letters; what is not may carry anything and is not sent back. */
  private static String clean(@Nullable String name) {
    return name != null && name.matches("[A-Za-z_.]{1,80}") ? name : "";
  }
}
