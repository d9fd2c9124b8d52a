package se.vardformedling.imports;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Problem;

/**
 * How far the cells of a workbook's sheets reach. A cell says itself where it stands, and the
 * reader makes room for all before it: a few bytes could ask for more memory than there is.
 */
final class SheetReach {
  private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})[0-9]{1,7}");
  private static final int LETTERS = 26;

  /** Elements within each other; a sheet has six. */
  private static final int DEEPEST = 40;

  private final int mostRows;
  private final int mostColumns;

  /** Of every sheet: the formulas that the program which wrote the file has not computed. */
  private final Set<String> notComputed = new HashSet<>();

  private int depth;
  private int cells;
  private String cell = "";
  private boolean formula;
  private boolean inValue;
  private boolean value;

  SheetReach(int mostRows, int mostColumns) {
    this.mostRows = mostRows;
    this.mostColumns = mostColumns;
  }

  /**
   * {@link Problem#PAYLOAD_TOO_LARGE} if it reaches too far; what is no XML is no sheet. Read with
   * the parser that reads the workbook, so that both see the same.
   */
  void check(InputStream part) {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    depth = 0;
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(part);
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          begin(reader);
        } else if (event == XMLStreamConstants.CHARACTERS) {
          value |= inValue && !reader.isWhiteSpace();
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          end(reader.getLocalName());
        }
      }
    } catch (XMLStreamException noXml) {
      // A picture; or broken, and then the reader breaks over it too.
    }
  }

  private void begin(XMLStreamReader reader) {
    depth++;
    if (depth > DEEPEST) {
      throw tooLarge("too many elements within each other");
    }
    String where = reader.getAttributeValue(null, "r");
    if (reader.getLocalName().equals("row")) {
      cells = 0;
      row(where);
    } else if (reader.getLocalName().equals("c")) {
      cells++;
      column(where);
      // A text that is computed may be empty; a number may not.
      boolean text = "str".equals(reader.getAttributeValue(null, "t"));
      cell = where == null ? "" : where;
      formula = false;
      value = text;
    } else if (reader.getLocalName().equals("f")) {
      formula = true;
    } else if (reader.getLocalName().equals("v")) {
      inValue = true;
    }
  }

  private void end(String element) {
    depth--;
    if (element.equals("v")) {
      inValue = false;
    } else if (element.equals("c") && formula && !value) {
      notComputed.add(cell);
    }
  }

  /** Where they stand, such as B2; of whatever sheet, as which is the first is not known here. */
  Set<String> notComputed() {
    return Set.copyOf(notComputed);
  }

  private void row(@Nullable String where) {
    if (where != null && (!where.matches("[0-9]{1,7}") || Integer.parseInt(where) > mostRows)) {
      throw tooLarge("a sheet with more than " + mostRows + " rows");
    }
  }

  private void column(@Nullable String where) {
    int column = cells;
    if (where != null) {
      Matcher cell = CELL.matcher(where.toUpperCase(Locale.ROOT));
      column = cell.matches() ? number(cell.group(1)) : Integer.MAX_VALUE;
    }
    if (column > mostColumns) {
      throw tooLarge("a sheet with more than " + mostColumns + " columns");
    }
  }

  /** A is 1, Z is 26, AA is 27. */
  private static int number(String letters) {
    int number = 0;
    for (char letter : letters.toCharArray()) {
      number = number * LETTERS + letter - 'A' + 1;
    }
    return number;
  }

  private static RuntimeException tooLarge(String why) {
    return Problem.PAYLOAD_TOO_LARGE.at("file", why);
  }
}
