package se.vardformedling.paper;

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
import java.util.Objects;
import java.util.function.Consumer;

/** Makes a PDF of a page; always one that a screen reader can read (PDF/UA-1, ISO 14289-1). */
public final class PdfPaper {
  private static final String FONT = "Source Sans 3";
  private static final int GSUB = 0x47535542;

  private PdfPaper() {}

  /** The style of everything that is put on paper. */
  public static String style() {
    return new String(resource("/static/css/leaflet.css"), StandardCharsets.UTF_8);
  }

  /** A paper to hand out. */
  public static byte[] tagged(String page) {
    return pdf(page, builder -> {});
  }

  /** A paper that can be kept and read for good (PDF/A-2a, ISO 19005-2). */
  public static byte[] archive(String page) {
    return pdf(
        page,
        builder -> {
          builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A);
          builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        });
  }

  private static byte[] pdf(String page, Consumer<PdfRendererBuilder> kind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    kind.accept(builder);
    builder.usePdfUaAccessibility(true);
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
    try (InputStream in = PdfPaper.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
