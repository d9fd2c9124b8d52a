package se.vardformedling.imports;

import java.util.List;

/** A file as rows of texts. */
record Table(List<String> heading, List<Row> rows) {

  /**
   * One row.
   *
   * @param line as a spreadsheet counts
   * @param cells no more than there are headings, fewer if the last are empty
   */
  record Row(int line, List<String> cells) {}
}
