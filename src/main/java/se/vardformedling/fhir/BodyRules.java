package se.vardformedling.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a body must be like before the FHIR parser, which is lenient and recursive, sees it: UTF-8,
 * well formed, not nested without end, no declarations of entities, nothing that the database
 * cannot hold.
 */
final class BodyRules {
  /** Deepest nesting of elements; the deepest of the R4 examples has 13. */
  static final int DEEPEST = 64;

  private static final int LONGEST_NUMBER = 40;
  private static final Pattern WIDE_EXPONENT = Pattern.compile(".*[eE][+-]?\\d{3,}");

  /**
   * HAPI reads a number from a text too; what is refused is no code that anybody uses. Digits alone
   * take time by the square of their count.
   */
  private static final Pattern HUGE_NUMBER =
      Pattern.compile(
          "[+-]?(?:[\\p{Nd}.]++[eE][+-]?\\p{Nd}{4,}+|[.]?\\p{Nd}[\\p{Nd}.eE+-]{999,}+)");

  /**
   * Of a text, in characters.
   *
   * @see <a href="http://hl7.org/fhir/R4/datatypes.html#string">FHIR R4, string</a>
   */
  static final int LONGEST_TEXT = 1_048_576;

  /** In base64, which has no such bound. */
  private static final String FILE = "data";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();
  private static final XMLInputFactory XML = XMLInputFactory.newInstance();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Its own bound is half a million, which a file in base64 passes.
    XML.setProperty("com.ctc.wstx.maxAttributeSize", Integer.MAX_VALUE);
  }

  private BodyRules() {}

  /** Refuses, or returns in silence. */
  static void check(byte[] body, boolean xml) {
    String text = text(body);
    if (text.isBlank()) {
      throw Problem.MALFORMED_BODY.because("empty");
    }
    if (xml) {
      checkXml(text);
    } else {
      checkJson(text);
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.MALFORMED_BODY.because("not UTF-8");
    }
  }

  private static void checkJson(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        throw Problem.MALFORMED_BODY.because("neither an object nor a list");
      }
      int depth = 1;
      Crowding crowding = new Crowding();
      Choices choices = new Choices();
      JsonToken before = first;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (depth == 0) {
          throw Problem.MALFORMED_BODY.because("more follows after the end");
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        JsonStreamContext place = json.getParsingContext();
        ObjectRules.empty(name(place), place.inArray(), before, token);
        before = token;
        checkValue(json, token);
        checkPlace(json, token);
        checkField(json, token, choices);
        count(json, token, crowding);
      }
    } catch (IOException e) {
      throw Problem.MALFORMED_BODY.because("not JSON, or nested too deep");
    }
  }

  private static void checkPlace(JsonParser json, JsonToken token) throws IOException {
    if (!token.isStructStart() && !token.isScalarValue()) {
      return;
    }
    JsonStreamContext own = json.getParsingContext();
    JsonStreamContext place = token.isStructStart() ? own.getParent() : own;
    JsonStreamContext object = place;
    while (object != null && object.inArray()) {
      object = object.getParent();
    }
    String holder = object == null ? "" : name(object.getParent());
    ObjectRules.value(name(place), holder, place != null && place.inArray(), token);
    if (token.isScalarValue()) {
      ObjectRules.type(name(place), token, json.getText());
    }
  }

  private static void checkField(JsonParser json, JsonToken token, Choices choices)
      throws IOException {
    if (token == JsonToken.FIELD_NAME) {
      FieldRules.name(json.currentName());
      choices.named(json.currentName());
    } else if (token == JsonToken.START_OBJECT) {
      choices.enter();
    } else if (token == JsonToken.END_OBJECT && !json.getParsingContext().inRoot()) {
      choices.leave();
    } else if (token.isScalarValue()) {
      FieldRules.value(name(json.getParsingContext()), token, json.getText());
    }
  }

  private static void count(JsonParser json, JsonToken token, Crowding crowding) {
    if (token == JsonToken.END_OBJECT && !json.getParsingContext().inRoot()) {
      crowding.leave();
    } else if (token == JsonToken.START_OBJECT) {
      crowding.enter(name(json.getParsingContext().getParent()));
    } else if (token.isScalarValue() && json.getParsingContext().inArray()) {
      crowding.enter(name(json.getParsingContext()));
      crowding.leave();
    }
  }

  /** Of the field that a value stands in, by itself or in a list. */
  private static String name(@Nullable JsonStreamContext place) {
    JsonStreamContext field = place;
    while (field != null && field.inArray()) {
      field = field.getParent();
    }
    return field == null || field.getCurrentName() == null ? "" : field.getCurrentName();
  }

  private static void checkValue(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
      checkText(json.getText());
      checkNumber(json.getText());
      checkLength(name(json.getParsingContext()), json.getText());
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT
        && WIDE_EXPONENT.matcher(json.getText()).matches()) {
      throw Problem.MALFORMED_BODY.because("a number has too large an exponent");
    }
  }

  /** Control characters and half a surrogate pair can be written in JSON, but are no text. */
  private static void checkText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (control(c) || (Character.isSurrogate(c) && !pair)) {
        throw Problem.MALFORMED_BODY.because("a character that is no text");
      }
      i += pair ? 1 : 0;
    }
  }

  private static boolean control(char c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r';
  }

  private static void checkAttributes(XMLStreamReader element) {
    for (int i = 0; i < element.getAttributeCount(); i++) {
      checkNumber(element.getAttributeValue(i));
      checkLength(element.getLocalName(), element.getAttributeValue(i));
    }
  }

  private static void checkLength(String name, String text) {
    if (text.length() > LONGEST_TEXT && !name.equals(FILE) && !name.equals("valueBase64Binary")) {
      throw Problem.PAYLOAD_TOO_LARGE.because("a text is longer than FHIR allows");
    }
  }

  /** Written out, a number with a large exponent would take all memory. */
  private static void checkNumber(String text) {
    if (HUGE_NUMBER.matcher(text).matches()) {
      throw Problem.MALFORMED_BODY.because("a number has too large an exponent");
    }
  }

  private static void checkXml(String text) {
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(text));
      if ("1.1".equals(xml.getVersion())) {
        // It has characters that an answer could not have.
        throw Problem.MALFORMED_BODY.because("XML 1.1");
      }
      XmlElements elements = new XmlElements();
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw Problem.MALFORMED_BODY.because("a document type or entity is declared");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          checkAttributes(xml);
          elements.begins(xml);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          elements.ends();
        } else if (xml.hasText() && event != XMLStreamConstants.COMMENT) {
          elements.says(xml.getText());
        }
      }
    } catch (XMLStreamException e) {
      throw Problem.MALFORMED_BODY.because("not XML");
    }
  }
}
