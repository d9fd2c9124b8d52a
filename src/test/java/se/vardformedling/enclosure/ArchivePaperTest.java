package se.vardformedling.enclosure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

class ArchivePaperTest {

  @Test
  void the_referral_follows_pdf_a_2a_and_pdf_ua_by_the_industrys_own_check() throws Exception {
    byte[] paper = new ArchivePaper(templates()).referral(letter(false));

    assertThat(faults(paper, PDFAFlavour.PDFA_2_A)).isEmpty();
    assertThat(faults(paper, PDFAFlavour.PDFUA_1)).isEmpty();
    assertThat(ArchivePaper.claimsArchive(paper)).isTrue();
  }

  @Test
  void the_referral_says_what_was_asked_and_for_whom() throws Exception {
    assertThat(text(new ArchivePaper(templates()).referral(letter(false))))
        .contains(
            "VF-9B33AGVTT9BJ",
            "Operation av grå starr",
            "Tolvan Tolvansson",
            "19121212-1212",
            "Fiktiva gatan 1",
            "Synen har blivit sämre & <i>suddig</i>.",
            "Journalanteckning (journalanteckning.pdf)")
        .doesNotContain("skyddade personuppgifter");
  }

  @Test
  void where_a_protected_patient_lives_is_not_told() throws Exception {
    assertThat(text(new ArchivePaper(templates()).referral(letter(true))))
        .contains("skyddade personuppgifter")
        .doesNotContain("Fiktiva gatan", "070-123");
  }

  @Test
  void a_plain_pdf_and_a_broken_one_are_no_archive() {
    assertThat(ArchivePaper.claimsArchive("%PDF-1.7\n".getBytes(UTF_8))).isFalse();
    assertThat(ArchivePaper.claimsArchive(new byte[0])).isFalse();
  }

  static TemplateEngine templates() {
    ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
    files.setPrefix("templates/");
    files.setSuffix(".html");
    TemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(files);
    return engine;
  }

  static ReferralLetter letter(boolean hidden) {
    return new ReferralLetter(
        "VF-9B33AGVTT9BJ",
        LocalDate.of(2026, 11, 2),
        "Demosjukhuset Mora",
        "Demokliniken Göteborg",
        new ReferralLetter.Patient(
            "Tolvan Tolvansson",
            "19121212-1212",
            "1912-12-12",
            hidden ? Optional.empty() : Optional.of("Fiktiva gatan 1, 792 30 Mora"),
            hidden ? Optional.empty() : Optional.of("070-123 45 67"),
            hidden),
        "Operation av grå starr",
        "Rutin",
        List.of("H25.9 Senil katarakt"),
        List.of("Synen har blivit sämre & <i>suddig</i>."),
        List.of("Journalanteckning (journalanteckning.pdf)"));
  }

  private static String text(byte[] paper) throws Exception {
    try (PDDocument document = Loader.loadPDF(paper)) {
      return new PDFTextStripper().getText(document);
    }
  }

  private static List<String> faults(byte[] paper, PDFAFlavour flavour) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(paper), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      return result.getTestAssertions().stream()
          .map(fault -> fault.getRuleId().getClause() + " " + fault.getMessage())
          .distinct()
          .toList();
    }
  }
}
