package se.vardformedling.web.leaflet;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import se.vardformedling.web.Regions;

/** The leaflet as a page and as a tagged PDF, open to anybody: an optician may hand it out. */
@Controller
class LeafletPage {
  private static final String FONT = "Source Sans 3";
  private final ITemplateEngine templates;

  LeafletPage(ITemplateEngine templates) {
    this.templates = templates;
  }

  @GetMapping("/informationsblad")
  String page(
      @RequestParam(defaultValue = "sv") String version,
      @RequestParam(defaultValue = "") String region,
      @RequestParam(defaultValue = "false") boolean stor,
      Model model) {
    model.addAttribute("leaflet", leaflet(version, region, stor));
    return "web/leaflet";
  }

  @GetMapping("/informationsblad.pdf")
  ResponseEntity<byte[]> paper(
      @RequestParam(defaultValue = "sv") String version,
      @RequestParam(defaultValue = "") String region,
      @RequestParam(defaultValue = "false") boolean stor) {
    Leaflet leaflet = leaflet(version, region, stor);
    String style = new String(resource("/static/css/leaflet.css"), StandardCharsets.UTF_8);
    Context context = new Context(Locale.ROOT, Map.of("leaflet", leaflet, "style", style));
    String page = templates.process("web/leaflet", context);
    ContentDisposition name = ContentDisposition.inline().filename("informationsblad.pdf").build();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
        .body(pdf(page));
  }

  private static Leaflet leaflet(String version, String region, boolean large) {
    Optional<String> name = Regions.name(region);
    return new Leaflet(Leaflet.Variant.of(version), name, large);
  }

  private static byte[] pdf(String page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
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
    String file = "/web/SourceSans3_" + weight + ".ttf";
    return Objects.requireNonNull(LeafletPage.class.getResourceAsStream(file));
  }

  private static byte[] resource(String file) {
    try (InputStream in = LeafletPage.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
