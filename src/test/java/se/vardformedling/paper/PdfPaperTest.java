package se.vardformedling.paper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfPaperTest {
  private static final String PAGE =
      """
      <html lang="sv"><head><title>Prov</title><meta name="subject" content="Vad provet handlar om"/><style>body { font-family: "Source Sans 3" }</style></head>
      <body><p>Offert, effekt, fiffig, flytta, affischer</p></body></html>
      """;

  @Test
  void a_text_is_copied_out_as_it_was_written_also_where_letters_grow_together()
      throws IOException {
    for (byte[] paper : List.of(PdfPaper.tagged(PAGE), PdfPaper.archive(PAGE))) {
      try (PDDocument document = Loader.loadPDF(paper)) {
        assertThat(new PDFTextStripper().getText(document).strip())
            .isEqualTo("Offert, effekt, fiffig, flytta, affischer");
        assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      }
    }
  }

  @Test
  void only_what_is_kept_says_that_it_is_for_an_archive() throws IOException {
    assertThat(metadata(PdfPaper.archive(PAGE))).contains("pdfaid");
    assertThat(metadata(PdfPaper.tagged(PAGE)))
        .contains("dc:description", "Vad provet handlar om")
        .doesNotContain("pdfaid:part>2");
  }

  private static String metadata(byte[] paper) throws IOException {
    try (PDDocument document = Loader.loadPDF(paper)) {
      return new String(document.getDocumentCatalog().getMetadata().toByteArray(), UTF_8);
    }
  }
}
