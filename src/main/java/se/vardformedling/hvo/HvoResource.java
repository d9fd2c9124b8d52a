package se.vardformedling.hvo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.convertors.factory.VersionConvertorFactory_40_50;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r5.model.Availability;
import org.hl7.fhir.r5.model.ExtendedContactDetail;
import org.jspecify.annotations.Nullable;

/** The national catalogue's R5 as R4, by HAPI's converter and {@link LostResource}. */
final class HvoResource {
  static final String HSA_ID = "urn:oid:1.2.752.29.4.19";
  static final String ORGANISATION_NUMBER = "urn:oid:2.5.4.97";
  static final String PERSON_NUMBER = "http://electronichealth.se/identifier/personnummer";

  private static final String BUSINESS = "-verksamhet";

  private HvoResource() {}

  /** Whether it is a business inside its unit, which the catalogue knows by no id of its own. */
  static boolean isBusiness(Source source) {
    return source.type().equals("HealthcareService")
        && source.id().matches(".*" + BUSINESS + "\\d*");
  }

  /**
   * The resource in R4, and after it the businesses it contains, each with an id of its own. The
   * number of a person who trades alone is left out: nobody's is kept here.
   */
  static List<Source> convert(org.hl7.fhir.r5.model.Resource upstream) {
    org.hl7.fhir.r5.model.Resource plain = upstream.copy();
    plain.setId(plain.getIdPart());
    List<Source> all = new ArrayList<>();
    List<org.hl7.fhir.r5.model.HealthcareService> businesses = unfold(plain);
    all.add(one(plain));
    businesses.forEach(business -> all.add(one(business)));
    return all;
  }

  /** As {@link #convert}; nothing of what cannot be read. */
  static List<Source> readable(org.hl7.fhir.r5.model.Resource upstream) {
    try {
      return convert(upstream);
    } catch (RuntimeException unreadable) {
      // The converter throws whatever it meets, and one resource is not to stop the others.
      return List.of();
    }
  }

  private static List<org.hl7.fhir.r5.model.HealthcareService> unfold(
      org.hl7.fhir.r5.model.Resource resource) {
    List<org.hl7.fhir.r5.model.HealthcareService> businesses = new ArrayList<>();
    if (resource instanceof org.hl7.fhir.r5.model.Organization unit) {
      for (org.hl7.fhir.r5.model.Resource contained : List.copyOf(unit.getContained())) {
        if (contained instanceof org.hl7.fhir.r5.model.HealthcareService business) {
          unit.getContained().remove(contained);
          int number = businesses.size() + 1;
          business.setId(unit.getIdPart() + BUSINESS + (number == 1 ? "" : String.valueOf(number)));
          business.getProvidedBy().setReference("Organization/" + unit.getIdPart());
          businesses.add(business);
        }
      }
    }
    return businesses;
  }

  private static Source one(org.hl7.fhir.r5.model.Resource plain) {
    List<ExtendedContactDetail> inExtensions = new ArrayList<>();
    prepare(plain, inExtensions);
    Resource r4 = VersionConvertorFactory_40_50.convertResource(plain);
    r4.setMeta(null);
    if (r4 instanceof DomainResource whole) {
      whole.setText(null);
      inExtensions.forEach(contact -> whole.addExtension(LostResource.contact(contact)));
    }
    LostResource.keep(plain, r4);
    walk(r4, HvoResource::normalise);
    return source(r4);
  }

  /** Days instead of times, and without what stops the converter. */
  private static void prepare(
      org.hl7.fhir.r5.model.Base base, List<ExtendedContactDetail> contacts) {
    if (base instanceof org.hl7.fhir.r5.model.Element element) {
      strip(element.getExtension(), contacts);
    } else if (base instanceof org.hl7.fhir.r5.model.DomainResource resource) {
      strip(resource.getExtension(), contacts);
    }
    if (base instanceof org.hl7.fhir.r5.model.Period period) {
      day(period.getStartElement());
      day(period.getEndElement());
    }
    for (org.hl7.fhir.r5.model.Property child : base.children()) {
      child.getValues().stream()
          .filter(value -> value != null)
          .forEach(value -> prepare(value, contacts));
    }
  }

  private static void strip(
      List<org.hl7.fhir.r5.model.Extension> extensions, List<ExtendedContactDetail> contacts) {
    extensions.removeIf(
        extension -> {
          if (extension.getValue() instanceof ExtendedContactDetail contact) {
            contacts.add(contact);
            return true;
          }
          return extension.getValue() instanceof Availability;
        });
  }

  private static void day(org.hl7.fhir.r5.model.DateTimeType moment) {
    String text = moment.getValueAsString();
    if (text != null && text.length() > 10) {
      moment.setValueAsString(text.substring(0, 10));
    }
  }

  private static void normalise(Base base) {
    if (base instanceof Identifier identifier) {
      normalise(identifier);
    } else if (base instanceof Reference reference && reference.hasReference()) {
      reference.setReference(HvoRules.relative(reference.getReference()));
    }
  }

  /** Who trades alone has a personnummer for organisationsnummer: it is nobody's to keep here. */
  private static void normalise(Identifier identifier) {
    boolean legal = ORGANISATION_NUMBER.equals(identifier.getSystem());
    Optional<String> number =
        legal && identifier.hasValue()
            ? HvoRules.organisationNumber(identifier.getValue())
            : Optional.empty();
    if (number.isPresent()) {
      identifier.setValue(number.get());
    } else if (legal || PERSON_NUMBER.equals(identifier.getSystem())) {
      identifier.setSystem(null).setValue(null).setType(null);
    }
  }

  private static Source source(Resource r4) {
    String id = r4.getIdElement().getIdPart();
    if (r4 instanceof Organization organization) {
      organization.getIdentifier().removeIf(Identifier::isEmpty);
      return new Source(
          "Organization",
          id,
          r4,
          parent(organization.getPartOf()),
          number(organization.getIdentifier()),
          null,
          List.of(),
          organization.getName());
    }
    String owner = r4 instanceof HealthcareService service ? id(service.getProvidedBy()) : null;
    String name = r4 instanceof Location place ? place.getName() : null;
    return new Source(r4.fhirType(), id, r4, null, null, owner, uses(r4), name);
  }

  private static List<String> uses(Resource r4) {
    List<String> uses = new ArrayList<>();
    walk(
        r4,
        base -> {
          if (base instanceof Reference reference
              && String.valueOf(reference.getReference()).matches("(Location|Group)/.+")) {
            uses.add(reference.getReference());
          }
        });
    return uses.stream().distinct().sorted().toList();
  }

  /** Of the unit at the top, the guide says whose it is by number. */
  private static @Nullable String parent(Reference partOf) {
    return HvoResource.ORGANISATION_NUMBER.equals(partOf.getIdentifier().getSystem())
        ? Sources.NUMBER + partOf.getIdentifier().getValue()
        : id(partOf);
  }

  static @Nullable String id(Reference reference) {
    return reference.hasReference() && !reference.getReference().startsWith("#")
        ? reference.getReferenceElement().getIdPart()
        : null;
  }

  static @Nullable String number(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(one -> ORGANISATION_NUMBER.equals(one.getSystem()))
        .map(Identifier::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Visits the resource and everything in it. */
  static void walk(Base base, Consumer<Base> visitor) {
    visitor.accept(base);
    base.children().stream()
        .flatMap(child -> child.getValues().stream())
        .filter(value -> value != null)
        .forEach(value -> walk(value, visitor));
  }
}
