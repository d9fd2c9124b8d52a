package se.vardformedling.referral;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/** What the codes of a case are called, and which reasons may be given. */
@Component
class CaseWords {
  private final Terms terms;
  private final Clock clock;

  CaseWords(Terms terms, Clock clock) {
    this.terms = terms;
    this.clock = clock;
  }

  /** A code of one of our own systems. */
  Coded of(String system, String code, Locale language) {
    return coded(Canonical.codeSystem(system), code, language);
  }

  Coded coded(String system, String code, Locale language) {
    return new Coded(system, code, terms.display(system, code, language));
  }

  Coded kind(Kind kind, Locale language) {
    String system = kind.coding().getSystem();
    // The two that HL7 has codes for have no Swedish names there.
    return switch (kind) {
      case ORDER -> new Coded(system, kind.code, english(language) ? "Order" : "Uppdrag");
      case ABORT -> new Coded(system, kind.code, english(language) ? "Cancellation" : "Avbokning");
      default -> coded(system, kind.code, language);
    };
  }

  private static boolean english(Locale language) {
    return "en".equals(language.getLanguage());
  }

  Coded state(Kind kind, String state, Locale language) {
    return of(kind.machine.system(), state, language);
  }

  /** The reasons of the set that one of the actors may give today. */
  List<CaseView.Reason> reasons(String valueSet, Set<Actor> actors, Locale language) {
    LocalDate today = LocalDate.now(clock);
    return terms.concepts(Canonical.codeSystem(valueSet)).stream()
        .filter(reason -> ReasonRules.usable(reason.properties(), actors, today))
        .map(
            reason ->
                new CaseView.Reason(
                    new Coded(reason.system(), reason.code(), reason.display(language)),
                    commentMandatory(reason)))
        .toList();
  }

  private static boolean commentMandatory(Concept reason) {
    return reason.is("commentMandatory");
  }
}
