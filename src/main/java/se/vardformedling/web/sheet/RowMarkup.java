package se.vardformedling.web.sheet;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Writes a table's rows as HTML. A page has thousands of cells: a template asks for each of them
 * half a dozen times, which takes longer than all the rest of the page. Every text is escaped here,
 * so no caller can forget it.
 */
final class RowMarkup {
  private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");
  private final StringBuilder out = new StringBuilder();
  private final Sheet sheet;
  private final Optional<Sheet.Choice> choice;

  RowMarkup(Sheet sheet, Optional<Sheet.Choice> choice) {
    this.sheet = sheet;
    this.choice = choice;
  }

  String rows() {
    sheet.rows().forEach(this::row);
    return out.toString();
  }

  private void row(Sheet.Row row) {
    boolean apart = choice.isPresent() && row.id().isEmpty();
    out.append("<tr role=\"row\"").append(apart ? " class=\"is-apart\"" : "");
    if (choice.isEmpty() && !row.id().isEmpty()) {
      attribute("id", row.id());
    }
    out.append('>');
    choice.ifPresent(box -> box(box, row));
    for (int i = 0; i < row.cells().size(); i++) {
      Cell cell = row.cells().get(i);
      if (i == 0) {
        out.append("<th scope=\"row\" role=\"rowheader\">");
        inside(cell);
        out.append("</th>");
      } else {
        Column column = sheet.columns().get(i);
        out.append("<td role=\"cell\"").append(column.figures() ? " class=\"is-figure\"" : "");
        attribute("data-label", column.name());
        out.append("><div>");
        inside(cell);
        out.append("</div></td>");
      }
    }
    out.append("</tr>\n");
  }

  private void box(Sheet.Choice box, Sheet.Row row) {
    if (row.id().isEmpty()) {
      out.append("<td role=\"cell\" class=\"no-print\"></td>");
      return;
    }
    out.append("<td role=\"cell\" class=\"no-print\"");
    attribute("data-label", box.column());
    out.append("><span class=\"check\"><input type=\"checkbox\" form=\"choose\"");
    attribute("name", box.name());
    attribute("value", row.id());
    attribute("aria-label", box.of(row.cells().get(0).text()));
    out.append(box.chosen().contains(row.id()) ? " checked" : "").append("></span></td>");
  }

  private void inside(Cell cell) {
    if (cell.href().isEmpty()) {
      out.append("<span");
      if (!cell.tone().isEmpty()) {
        attribute("class", "tone--" + cell.tone());
      }
      out.append('>').append(escaped(cell.text())).append("</span>");
    } else {
      out.append("<a");
      attribute("href", cell.href());
      if (!cell.spoken().isEmpty()) {
        attribute("aria-label", cell.spoken());
      }
      out.append('>').append(escaped(cell.text())).append("</a>");
    }
    notes(cell.notes());
  }

  private void notes(List<String> notes) {
    for (String note : notes) {
      out.append("<span class=\"note\">").append(days(escaped(note))).append("</span>");
    }
  }

  /** A day stays on its line. */
  private static String days(String text) {
    return text.indexOf('-') < 0
        ? text
        : DAY.matcher(text).replaceAll("<span class=\"day\">$0</span>");
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
