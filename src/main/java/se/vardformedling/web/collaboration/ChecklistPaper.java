package se.vardformedling.web.collaboration;

import java.time.Instant;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import se.vardformedling.paper.PdfPaper;

/** The checklist as a paper to keep with the agreement: every answer, and who has signed. */
@Component
class ChecklistPaper {
  private final ITemplateEngine templates;

  ChecklistPaper(ITemplateEngine templates) {
    this.templates = templates;
  }

  ResponseEntity<byte[]> of(ShownChecklist shown, Instant now) {
    Map<String, Object> values =
        Map.of(
            "shown",
            shown,
            "style",
            PdfPaper.style(),
            "taken",
            CollaborationSheets.moment(now),
            "changed",
            CollaborationSheets.moment(shown.head().changed()));
    String page =
        templates.process("web/checklist-paper", new Context(shown.say().language(), values));
    ContentDisposition name = ContentDisposition.attachment().filename("checklista.pdf").build();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
        .body(PdfPaper.archive(page));
  }
}
