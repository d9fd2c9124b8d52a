package se.vardformedling.enclosure;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Makes papers that can be kept and read for good, also by a screen reader (PDF/A-2a, ISO 19005-2).
 */
final class ArchivePaper {
  private static final String FONT = "Source Sans 3";
  private static final Pattern CLAIMS_ARCHIVE = Pattern.compile("pdfaid:part\\s*(=|>)");
  private static final int GSUB = 0x47535542;
  private final ITemplateEngine templates;

  ArchivePaper(ITemplateEngine templates) {
    this.templates = templates;
  }

  byte[] referral(ReferralLetter letter) {
    String style = new String(resource("/static/css/leaflet.css"), StandardCharsets.UTF_8);
    Context context = new Context(Locale.ROOT, Map.of("letter", letter, "style", style));
    return pdf(templates.process("enclosure/referral", context));
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

  private static byte[] pdf(String page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A);
    builder.usePdfUaAccessibility(true);
    builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    builder.useFont(() -> font("400Regular"), FONT, 400, FontStyle.NORMAL, true);
    builder.useFont(() -> font("700Bold"), FONT, 700, FontStyle.NORMAL, true);
    builder.withHtmlContent(page, null);
    builder.toStream(bytes);
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static InputStream font(String weight) {
    return new ByteArrayInputStream(
        withoutLigatures(resource("/web/SourceSans3_" + weight + ".ttf")));
  }

  /**
   * The font without its table of substitutions (GSUB): a ligature would be drawn as one sign that
   * no reader can turn back into its letters.
   */
  private static byte[] withoutLigatures(byte[] font) {
    ByteBuffer table = ByteBuffer.wrap(font);
    int tables = table.getShort(4);
    for (int i = 0; i < tables; i++) {
      int record = 12 + 16 * i;
      if (table.getInt(record) == GSUB) {
        table.putInt(record, GSUB + 1);
      }
    }
    return font;
  }

  private static byte[] resource(String file) {
    try (InputStream in = ArchivePaper.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
