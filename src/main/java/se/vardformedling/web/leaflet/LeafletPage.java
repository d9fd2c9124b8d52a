package se.vardformedling.web.leaflet;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import se.vardformedling.paper.PdfPaper;
import se.vardformedling.web.Regions;

/** The leaflet as a page and as a tagged PDF, open to anybody: an optician may hand it out. */
@Controller
class LeafletPage {
  private static final Duration KEPT = Duration.ofHours(1);

  private final ITemplateEngine templates;

  /** As many as there are versions, regions and sizes: whoever asks again gets the same paper. */
  private final Map<Leaflet, byte[]> papers = new ConcurrentHashMap<>();

  LeafletPage(ITemplateEngine templates) {
    this.templates = templates;
  }

  @GetMapping("/informationsblad")
  String page(
      @RequestParam(defaultValue = "") String version,
      @RequestParam(defaultValue = "") String region,
      @RequestParam(defaultValue = "false") boolean stor,
      Locale locale,
      Model model) {
    // Who reads the pages in English reads the leaflet in English, unless another is asked for.
    String asked = version.isEmpty() ? locale.getLanguage() : version;
    model.addAttribute("leaflet", leaflet(asked, region, stor));
    model.addAttribute("region", Regions.name(region).isPresent() ? region : null);
    return "web/leaflet";
  }

  @GetMapping("/informationsblad.pdf")
  ResponseEntity<byte[]> paper(
      @RequestParam(defaultValue = "sv") String version,
      @RequestParam(defaultValue = "") String region,
      @RequestParam(defaultValue = "false") boolean stor) {
    byte[] paper = papers.computeIfAbsent(leaflet(version, region, stor), this::print);
    ContentDisposition name = ContentDisposition.inline().filename("informationsblad.pdf").build();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .eTag(DigestUtils.md5DigestAsHex(paper))
        .body(paper);
  }

  private byte[] print(Leaflet leaflet) {
    Context context =
        new Context(Locale.ROOT, Map.of("leaflet", leaflet, "style", PdfPaper.style()));
    return PdfPaper.tagged(templates.process("web/leaflet", context));
  }

  private static Leaflet leaflet(String version, String region, boolean large) {
    Optional<String> name = Regions.name(region);
    return new Leaflet(Leaflet.Variant.of(version), name, large);
  }
}
