package se.vardformedling.enclosure;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.messaging.Packet;
import se.vardformedling.terminology.Terms;

/** Makes the files and the text of a packet. */
@Component
public class PacketFiles {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");
  private static final String PDF = "application/pdf";
  private static final String FHIR_JSON = "application/fhir+json";
  private final FhirContext fhir;
  private final ArchivePaper paper;
  private final Terms terms;
  private final EnclosureSettings settings;
  private final Clock clock;

  PacketFiles(
      FhirContext fhir,
      ITemplateEngine templates,
      Terms terms,
      EnclosureSettings settings,
      Clock clock) {
    this.fhir = fhir;
    this.paper = new ArchivePaper(templates);
    this.terms = terms;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Between whom.
   *
   * @param from HSA-id
   * @param to HSA-id
   * @param takes media types that the recipient says it takes beside PDF
   */
  public record Between(CaseId caseId, String from, String to, Set<String> takes) {}

  /**
   * The files and what is said of them.
   *
   * @param places what each file is made of, as its sender knows it
   */
  public record Made(String text, List<Packet.File> files, List<String> places) {}

  /**
   * Which documents should go.
   *
   * @param area vårdområde
   * @param there kinds of the documents there are
   */
  public Checklist checklist(String area, List<String> there) {
    return ChecklistRules.checklist(area, settings.checklist(), there);
  }

  /**
   * Makes them.
   *
   * @throws se.vardformedling.fhir.Refusal a document is of a type that the recipient does not take
   */
  public Made make(Between between, Cover cover, Contents contents) {
    check(contents.documents(), between.takes());
    List<Enclosure> enclosures = new ArrayList<>();
    if (cover.referral()) {
      enclosures.addAll(referral(between, contents));
    }
    enclosures.addAll(contents.documents());
    List<String> names = EnclosureRules.names(enclosures);
    List<Packet.File> files = new ArrayList<>();
    for (int i = 0; i < enclosures.size(); i++) {
      files.add(
          new Packet.File(names.get(i), enclosures.get(i).type(), enclosures.get(i).content()));
    }
    return new Made(
        text(between, cover, lines(enclosures, names)),
        files,
        enclosures.stream().map(PacketFiles::place).toList());
  }

  private List<Enclosure> referral(Between between, Contents contents) {
    boolean hidden = contents.confidential();
    List<Enclosure> made = new ArrayList<>();
    contents
        .need()
        .ifPresent(
            need -> {
              ReferralLetter letter =
                  ReferralResource.letter(
                      new ReferralResource.Paper(
                          between.caseId().value(),
                          LocalDate.now(clock),
                          between.from(),
                          between.to(),
                          contents.care(),
                          lines(contents.documents(), EnclosureRules.names(contents.documents()))),
                      need,
                      contents.patient(),
                      hidden);
              made.add(enclosure(PDF, paper.referral(letter)));
              if (between.takes().contains(FHIR_JSON)) {
                contents
                    .patient()
                    .ifPresent(
                        patient ->
                            made.add(
                                enclosure(
                                    FHIR_JSON,
                                    ReferralBundle.write(
                                        fhir,
                                        between.caseId().value(),
                                        need,
                                        patient,
                                        hidden,
                                        clock.instant()))));
              }
            });
    return made;
  }

  private static Enclosure enclosure(String type, byte[] content) {
    return new Enclosure("", ChecklistRules.REFERRAL, type, content, Set.of());
  }

  /** PDF/A only, but for what the recipient says that it takes. */
  private void check(List<Enclosure> documents, Set<String> takes) {
    for (Enclosure document : documents) {
      String type = EnclosureRules.bare(document.type());
      String place = place(document);
      if (!type.equals(PDF) && !takes.contains(type)) {
        throw Problem.FILE_NOT_TAKEN.at(place, "");
      }
      if (type.equals(PDF)
          && !settings.plainPdf()
          && !ArchivePaper.claimsArchive(document.content())) {
        throw Problem.NOT_ARCHIVE_PDF.at(place, "");
      }
    }
  }

  /** The referral is made from the order's need. */
  private static String place(Enclosure document) {
    return document.id().isEmpty() ? "ServiceRequest" : "DocumentReference/" + document.id();
  }

  private List<String> lines(List<Enclosure> enclosures, List<String> names) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < enclosures.size(); i++) {
      String kind =
          terms.display(Canonical.codeSystem("document-kind"), enclosures.get(i).kind(), SWEDISH);
      lines.add(kind + " (" + names.get(i) + ")");
    }
    return lines;
  }

  /** Markdown as SDK limits it: headings, lists, line breaks. */
  private static String text(Between between, Cover cover, List<String> enclosures) {
    StringBuilder text = new StringBuilder("# " + cover.title() + "\n\n");
    text.append("Ärende-ID: ").append(between.caseId()).append("\n\n");
    text.append("Från ").append(between.from()).append(" till ").append(between.to());
    if (!cover.text().isBlank()) {
      text.append("\n\n").append(cover.text().strip());
    }
    if (!enclosures.isEmpty()) {
      text.append("\n\n## Bifogade handlingar\n");
      for (int i = 0; i < enclosures.size(); i++) {
        text.append("\n").append(i + 1).append(". ").append(enclosures.get(i));
      }
    }
    return text.toString();
  }
}
