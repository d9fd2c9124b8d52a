package se.vardformedling.fhir;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * A resource without what no rule looks at: which number a reference or an identifier has, which
 * day a date is, what a plain text says. Two resources of one shape break the same rules, so that
 * one that was found faultless speaks for the other. Everything else is in the shape as it stands,
 * every code, system, address and extension among it.
 */
final class Shape {
  /** Characters; no profile has a text that must be shorter than this. */
  static final int LONGEST_TEXT = 60;

  /** Of a Questionnaire the texts are compared with each other, of a Binary all is content. */
  static final Set<String> TYPES =
      Set.of(
          "Organization",
          "Location",
          "HealthcareService",
          "OrganizationAffiliation",
          "Contract",
          "ServiceRequest",
          "Task",
          "MeasureReport",
          "Communication",
          "Patient");

  /** The limits for numbers of R4, and those of our extensions. */
  static final List<Integer> LIMITS = List.of(0);

  static final List<Integer> LIMITS_OF_EXTENSIONS = List.of(0, 1, 100);

  /** Letters, digits and plain marks; neither blank at an end nor anything that could be markup. */
  private static final Pattern PLAIN =
      Pattern.compile("[\\p{L}\\p{Nd}+](?:[\\p{L}\\p{Nd} .,;:/()+@&%_-]*[\\p{L}\\p{Nd}.)])?");

  private static final Pattern LOCAL = Pattern.compile("([A-Z][A-Za-z]+/)[A-Za-z0-9.-]{1,64}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:19[5-9]\\d|20[0-8]\\d)-\\d\\d-\\d\\d"
              + "(?:T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d))?");
  private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d{0,8})(?:\\.\\d{1,9})?");

  private final StringBuilder text = new StringBuilder(2048);
  private final Resource whole;
  private int extensions;
  private int ranges;
  private boolean readable = true;

  private Shape(Resource whole) {
    this.whole = whole;
  }

  /** A digest of the shape; nothing if the resource has something that is not taken apart here. */
  static Optional<String> of(Resource resource) {
    if (!TYPES.contains(resource.fhirType())) {
      return Optional.empty();
    }
    Shape shape = new Shape(resource);
    shape.child(resource, "", resource);
    return shape.readable ? Optional.of(digest(shape.text.toString())) : Optional.empty();
  }

  private void children(Base parent) {
    text.append('{');
    for (Property property : parent.children()) {
      String name = property.getName();
      if (property.hasValues() && !ofStorage(parent, name)) {
        text.append(name);
        property.getValues().forEach(value -> child(parent, name, value));
      }
    }
    text.append(relation(parent)).append('}');
  }

  /** HAPI has emptied these, and writes them itself. */
  private static boolean ofStorage(Base parent, String name) {
    return parent instanceof Meta && (name.equals("versionId") || name.equals("lastUpdated"));
  }

  private void child(Base parent, String name, Base value) {
    text.append(' ').append(value.fhirType());
    if (value instanceof PrimitiveType<?> primitive) {
      primitive(parent, name, primitive);
    } else if (value instanceof Narrative || inMemory(value)) {
      // What they hold is not among their children.
      readable = false;
    } else {
      extensions += value instanceof Extension ? 1 : 0;
      ranges += value instanceof Range ? 1 : 0;
      children(value);
      ranges -= value instanceof Range ? 1 : 0;
      extensions -= value instanceof Extension ? 1 : 0;
    }
  }

  /** Refers to a resource that will be contained when it is written out. */
  private static boolean inMemory(Base value) {
    return value instanceof Reference reference
        && reference.getResource() != null
        && !reference.getReferenceElement_().hasValue();
  }

  private void primitive(Base parent, String name, PrimitiveType<?> primitive) {
    // What a file holds is too long to be looked at twice.
    readable &= !(primitive instanceof Base64BinaryType);
    String value = readable ? primitive.getValueAsString() : null;
    if (value != null) {
      String kind = kind(parent, name, primitive, value);
      // The length keeps what stands as it is apart from what comes after it.
      text.append(kind != null ? kind : "=" + value.length() + ":" + value);
    }
    if (primitive.hasId() || primitive.hasExtension()) {
      children(primitive);
    }
  }

  /** What stands for the value; null for the value itself. */
  private @Nullable String kind(
      Base parent, String name, PrimitiveType<?> primitive, String value) {
    if (name.equals("id")) {
      String id = parent == whole ? whole.getIdElement().getIdPart() : null;
      return id != null && ID.matcher(id).matches() ? "" : null;
    }
    if (primitive instanceof BaseDateTimeType) {
      return date(parent, value);
    }
    if (primitive instanceof DecimalType || primitive instanceof IntegerType) {
      return number(value);
    }
    // Not what is made of them: a code, an address.
    Class<?> kind = primitive.getClass();
    return kind == StringType.class || kind == MarkdownType.class
        ? words(parent, name, value)
        : null;
  }

  private static @Nullable String words(Base parent, String name, String value) {
    if (parent instanceof Reference && name.equals("reference")) {
      var local = LOCAL.matcher(value);
      return local.matches() ? "@" + local.group(1) : null;
    }
    // The words of a code and of a unit are looked up, and some numbers are addresses.
    boolean lookedAt =
        parent instanceof Coding
            || parent instanceof Quantity
            || parent instanceof Identifier number
                && "urn:ietf:rfc:3986".equals(number.getSystem());
    return !lookedAt && value.length() <= LONGEST_TEXT && PLAIN.matcher(value).matches()
        ? "~"
        : null;
  }

  private static @Nullable String date(Base parent, String value) {
    var date = DATE.matcher(value);
    if (!date.matches() || !inCalendar(value) || relation(parent).equals("?")) {
      return null;
    }
    String zone = date.group(1) == null ? "" : date.group(1);
    return "#" + (value.length() - zone.length()) + zone;
  }

  private static boolean inCalendar(String value) {
    int month = Integer.parseInt(value.substring(5, 7));
    int day = Integer.parseInt(value.substring(8, 10));
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= YearMonth.of(Integer.parseInt(value.substring(0, 4)), month).lengthOfMonth();
  }

  /** Between which limits it lies; in a range the two are compared. */
  private @Nullable String number(String value) {
    if (ranges > 0 || !NUMBER.matcher(value).matches()) {
      return null;
    }
    double number = Double.parseDouble(value);
    StringBuilder kind = new StringBuilder();
    for (int limit : extensions > 0 ? LIMITS_OF_EXTENSIONS : LIMITS) {
      kind.append(number < limit ? '<' : number > limit ? '>' : '=');
    }
    return kind.toString();
  }

  /** The two dates that a rule compares, per-1 and inv-1 of R4: which is first. */
  private static String relation(Base parent) {
    if (parent instanceof Period period && period.hasStart() && period.hasEnd()) {
      return relation(period.getStartElement(), period.getEndElement());
    }
    if (parent instanceof Task task && task.hasAuthoredOn() && task.hasLastModified()) {
      return relation(task.getAuthoredOnElement(), task.getLastModifiedElement());
    }
    return "";
  }

  private static String relation(BaseDateTimeType one, BaseDateTimeType other) {
    if (!one.hasValue() || !other.hasValue()) {
      return "";
    }
    if (one.getPrecision() != other.getPrecision()) {
      return "?";
    }
    int order = one.getValue().compareTo(other.getValue());
    return order < 0 ? "<" : order > 0 ? ">" : "=";
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
