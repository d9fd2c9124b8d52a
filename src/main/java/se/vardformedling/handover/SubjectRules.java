package se.vardformedling.handover;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.vardformedling.identifier.CaseId;

/** The subject of a message: case ID, kind, and which part of a packet it is. Never a person. */
final class SubjectRules {
  private static final Pattern PART = Pattern.compile("\\s*\\(del (\\d{1,4}) av (\\d{1,4})\\)$");
  private static final int CASE_ID = 15;

  private SubjectRules() {}

  /**
   * What a subject says.
   *
   * @param part from 1
   */
  record Subject(Optional<CaseId> caseId, MessageKind kind, int part, int parts) {}

  static String write(CaseId caseId, MessageKind kind) {
    return caseId + " " + kind.words();
  }

  /** A subject that is not ours is a message of one part, about no case. */
  static Subject read(String subject) {
    String text = subject.strip();
    int part = 1;
    int parts = 1;
    Matcher which = PART.matcher(text);
    if (which.find()) {
      int said = Integer.parseInt(which.group(1));
      int of = Integer.parseInt(which.group(2));
      if (said >= 1 && said <= of) {
        part = said;
        parts = of;
      }
      text = text.substring(0, which.start());
    }
    Optional<CaseId> caseId =
        text.length() < CASE_ID ? Optional.empty() : CaseId.parse(text.substring(0, CASE_ID));
    String words = caseId.isPresent() ? text.substring(CASE_ID) : text;
    return new Subject(caseId, MessageKind.ofWords(words), part, parts);
  }
}
