package se.vardformedling.enclosure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import se.vardformedling.paper.PdfPaper;

/**
 * Makes papers that can be kept and read for good, also by a screen reader (PDF/A-2a, ISO 19005-2).
 */
final class ArchivePaper {
  private static final Pattern CLAIMS_ARCHIVE = Pattern.compile("pdfaid:part\\s*(=|>)");
  private final ITemplateEngine templates;

  ArchivePaper(ITemplateEngine templates) {
    this.templates = templates;
  }

  byte[] referral(ReferralLetter letter) {
    Context context = new Context(Locale.ROOT, Map.of("letter", letter, "style", PdfPaper.style()));
    return PdfPaper.archive(templates.process("enclosure/referral", context));
  }

  /** Whether the file says that it is a PDF/A and can be opened by anybody. */
  static boolean claimsArchive(byte[] pdf) {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDMetadata metadata = document.getDocumentCatalog().getMetadata();
      return metadata != null
          && !document.isEncrypted()
          && CLAIMS_ARCHIVE
              .matcher(new String(metadata.toByteArray(), StandardCharsets.UTF_8))
              .find();
    } catch (IOException broken) {
      return false;
    }
  }
}
