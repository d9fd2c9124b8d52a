package se.vardformedling.security;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.OurExtensions;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.CaseId;

/**
 * What is about a patient is told in known codes, numbers and references on the national node: a
 * word of anybody's own might be a name, and no scanner knows names.
 */
@Component
@NationalNode
class WrittenInCodes {
  private final FhirContext fhir;
  private final OurExtensions extensions;
  private final KnownCodes codes;

  WrittenInCodes(FhirContext fhir, OurExtensions extensions, KnownCodes codes) {
    this.fhir = fhir;
    this.extensions = extensions;
    this.codes = codes;
  }

  private static boolean asked(IBaseResource resource) {
    return FreeTextRules.ABOUT_PATIENTS.contains(resource.fhirType());
  }

  /** For a resource that is not stored yet: its codes are looked up when it is. */
  Reading sent(IBaseResource resource) {
    return new Reading(resource, null, coding -> true);
  }

  /**
   * @param before what is stored of it, if it is: what was taken once is no reason to refuse a
   *     later step
   */
  Reading stored(IBaseResource resource, @Nullable IBaseResource before) {
    return new Reading(resource, before, this::known);
  }

  private boolean known(Coding coding) {
    return codes.holds(String.valueOf(coding.getSystem()), String.valueOf(coding.getCode()));
  }

  /** One resource, element by element. */
  final class Reading {
    private final boolean asked;
    private final boolean task;
    private final boolean mayDescribe;
    private final @Nullable IBaseResource before;
    private final Predicate<Coding> known;

    private Reading(
        IBaseResource resource, @Nullable IBaseResource before, Predicate<Coding> known) {
      this.asked = asked(resource);
      this.task = resource instanceof Task;
      this.mayDescribe =
          resource instanceof Task one
              && FreeTextRules.ANNOUNCEMENTS.contains(
                  String.valueOf(one.getCode().getCodingFirstRep().getCode()));
      this.before = before;
      this.known = known;
    }

    /**
     * @param containing the element and what it stands in, the outermost first
     * @param place where that is, for a refusal
     */
    void read(IBase element, String name, List<IBase> containing, Supplier<String> place) {
      if (asked) {
        refusal(element, name, containing)
            .filter(why -> !stoodThere(element))
            .ifPresent(
                why -> {
                  throw why.problem().at(place.get(), why.hint());
                });
      }
    }

    private Optional<Why> refusal(IBase element, String name, List<IBase> containing) {
      if (element instanceof Coding coding) {
        return Why.CODE.unless(told(coding));
      }
      if (element instanceof Extension extension) {
        return Why.EXTENSION.unless(mayStand(String.valueOf(extension.getUrl())));
      }
      return element instanceof IPrimitiveType<?> primitive && primitive.getValueAsString() != null
          ? Why.TEXT.unless(plain(primitive, name, containing))
          : Optional.empty();
    }

    /** What a code means is said by its system; its name and version would be anybody's words. */
    private boolean told(Coding coding) {
      coding.setDisplay(null).setVersion(null);
      return !coding.hasSystem() && !coding.hasCode() || known.test(coding);
    }

    private boolean mayStand(String url) {
      return extensions.has(url) || url.equals(FreeTextRules.ABSENT);
    }

    private boolean stoodThere(IBase element) {
      return before != null
          && fhir
              .newTerser()
              .getAllPopulatedChildElementsOfType(before, element.getClass())
              .stream()
              .anyMatch(one -> ((Base) one).equalsDeep((Base) element));
    }

    private boolean plain(IPrimitiveType<?> primitive, String name, List<IBase> containing) {
      IBase owner = containing.size() < 2 ? null : containing.get(containing.size() - 2);
      if (owner instanceof Identifier identifier && name.equals("value")) {
        return containing.stream().noneMatch(Group.class::isInstance) && numbered(identifier);
      }
      if (owner instanceof Quantity && name.equals("code")) {
        return FreeTextRules.isUnit(primitive.getValueAsString());
      }
      return mayBeWords(owner, name)
          || FreeTextRules.plain(type(primitive), name, primitive.getValueAsString());
    }

    /** What a step's comment may say, and for whom, is decided with the step. */
    private boolean mayBeWords(@Nullable IBase owner, String name) {
      return task && owner instanceof Annotation || mayDescribe && name.equals("description");
    }
  }

  private static boolean numbered(Identifier identifier) {
    String system = String.valueOf(identifier.getSystem());
    return FreeTextRules.isNumber(identifier.getValue())
        || NumberedSystems.holds(system, identifier.getValue())
        || system.equals(Canonical.CASE_ID) && CaseId.parse(identifier.getValue()).isPresent();
  }

  /** HAPI's narrative does not know its type's name. */
  private static String type(IPrimitiveType<?> primitive) {
    return primitive instanceof XhtmlNode ? "xhtml" : ((IBase) primitive).fhirType();
  }

  private record Why(Problem problem, String hint) {
    static final Why CODE = new Why(Problem.CODE_INVALID, "no code that this node knows");
    static final Why EXTENSION = new Why(Problem.VALUE_INVALID, "no such extension");
    static final Why TEXT =
        new Why(Problem.VALUE_INVALID, "no free text: codes, numbers, references");

    Optional<Why> unless(boolean fine) {
      return fine ? Optional.empty() : Optional.of(this);
    }
  }
}
