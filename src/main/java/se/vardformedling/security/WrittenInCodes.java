package se.vardformedling.security;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import org.hl7.fhir.r4.model.Reference;
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

  /** For what is not stored yet: what is not kept is taken out, and it is judged when it is. */
  Reading sent(IBaseResource resource) {
    return new Reading(resource, null, false);
  }

  /**
   * @param before what is stored of it, if it is: what was taken once is no reason to refuse a
   *     later step
   */
  Reading stored(IBaseResource resource, @Nullable IBaseResource before) {
    return new Reading(resource, before, true);
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
    private final boolean judged;

    private Reading(IBaseResource resource, @Nullable IBaseResource before, boolean judged) {
      this.asked = asked(resource);
      this.task = resource instanceof Task;
      this.mayDescribe =
          resource instanceof Task one
              && FreeTextRules.ANNOUNCEMENTS.contains(
                  String.valueOf(one.getCode().getCodingFirstRep().getCode()));
      this.before = before;
      this.judged = judged;
    }

    /**
     * @param containing the element and what it stands in, the outermost first
     * @param place where that is, for a refusal
     */
    void read(IBase element, String name, List<IBase> containing, Supplier<String> place) {
      if (asked) {
        bare(element);
      }
      if (asked && judged) {
        refusal(element, name, containing)
            .filter(why -> !stoodThere(element))
            .ifPresent(
                why -> {
                  throw why.problem().at(place.get(), why.hint());
                });
      }
    }

    /** What a code means is said by its system; its name and version would be anybody's words. */
    private static void bare(IBase element) {
      if (element instanceof Coding coding) {
        coding.setDisplay(null).setVersion(null);
      } else if (element instanceof Reference reference) {
        reference.setType(null);
      }
    }

    private Optional<Why> refusal(IBase element, String name, List<IBase> containing) {
      if (element instanceof Coding coding) {
        return Why.CODE.unless(told(coding));
      }
      if (element instanceof Extension extension) {
        return Why.EXTENSION.unless(mayStand(String.valueOf(extension.getUrl())));
      }
      if (element instanceof Reference reference) {
        return Why.REFERENCE.unless(!reference.hasReference() || mayRefer(reference, name));
      }
      if (element instanceof IBaseResource && containing.size() > 1) {
        return Why.CONTAINED.unless(!task && element instanceof Group);
      }
      return element instanceof IPrimitiveType<?> primitive && primitive.getValueAsString() != null
          ? Why.TEXT.unless(plain(primitive, name, containing))
          : Optional.empty();
    }

    private boolean told(Coding coding) {
      return !coding.hasSystem() && !coding.hasCode() || known(coding);
    }

    private boolean mayStand(String url) {
      return extensions.has(url) || url.equals(FreeTextRules.ABSENT);
    }

    /** For whom capacity is announced is said by regions. */
    private boolean mayRefer(Reference reference, String name) {
      return mayDescribe && name.equals("recipient")
          || FreeTextRules.mayRefer(name, String.valueOf(reference.getReference()));
    }

    private boolean stoodThere(IBase element) {
      return before != null
          && fhir
              .newTerser()
              .getAllPopulatedChildElementsOfType(before, element.getClass())
              .stream()
              .anyMatch(one -> same((Base) one, (Base) element));
    }

    /** What is not kept of them is no difference. */
    private static boolean same(Base was, Base now) {
      if (was instanceof Coding before && now instanceof Coding after) {
        return Objects.equals(before.getSystem(), after.getSystem())
            && Objects.equals(before.getCode(), after.getCode());
      }
      return was instanceof Reference before && now instanceof Reference after
          ? Objects.equals(before.getReference(), after.getReference())
          : was.equalsDeep(now);
    }

    private boolean plain(IPrimitiveType<?> primitive, String name, List<IBase> containing) {
      IBase owner = containing.size() < 2 ? null : containing.get(containing.size() - 2);
      if (owner instanceof Identifier identifier && name.equals("value")) {
        return containing.stream().noneMatch(Group.class::isInstance) && numbered(identifier);
      }
      if (owner instanceof Quantity && name.equals("code")) {
        return FreeTextRules.isUnit(primitive.getValueAsString());
      }
      if (name.equals("id")) {
        return isWhole(containing) || FreeTextRules.isLocalId(primitive.getValueAsString());
      }
      return mayBeWords(owner, name)
          || FreeTextRules.plain(type(primitive), name, primitive.getValueAsString());
    }

    /** Whether it is the resource's own: the server's to say. */
    private static boolean isWhole(List<IBase> containing) {
      return containing.size() <= 2;
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
    static final Why REFERENCE = new Why(Problem.VALUE_INVALID, "no reference here");
    static final Why CONTAINED = new Why(Problem.VALUE_INVALID, "nothing contained but a Group");
    static final Why TEXT =
        new Why(Problem.VALUE_INVALID, "no free text: codes, numbers, references");

    Optional<Why> unless(boolean fine) {
      return fine ? Optional.empty() : Optional.of(this);
    }
  }
}
