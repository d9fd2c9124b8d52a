package se.vardformedling.hvo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.hvo.SourceLinks.Known;
import se.vardformedling.hvo.Sources.Row;

/** A resource of the national catalogue as it is stored here: our ids, our profiles. */
@Component
class LocalResource {
  static final String UPSTREAM_ID = Canonical.BASE + "/sid/national-catalogue";
  private static final String ORIGIN = Canonical.codeSystem("origin");
  private static final String FROM_CATALOGUE = "national-catalogue";
  private static final String COUNTY = "urn:oid:1.2.752.129.2.2.1.18";
  private static final String MUNICIPALITY = "urn:oid:1.2.752.129.2.2.1.17";

  private final ServiceResource services;

  LocalResource(ServiceResource services) {
    this.services = services;
  }

  /**
   * What is to be stored.
   *
   * @param resource empty for what we have no use for by itself, such as a municipality
   * @param dangling whether it points to something that is not here
   * @param turns when it begins or ends to hold
   */
  record Made(Optional<Resource> resource, boolean dangling, @Nullable LocalDate turns) {}

  /**
   * Whether what is here under the id is the catalogue's to write over: it came from there, or is
   * an organisation that both know. Anything else has only the same id.
   */
  static boolean mayReplace(Row row, Resource here) {
    if (row.stored() || here.getMeta().getTag(ORIGIN, FROM_CATALOGUE) != null) {
      return true;
    }
    return here instanceof Organization ours
        && row.source().body() instanceof Organization theirs
        && theirs.getIdentifier().stream()
            .filter(Identifier::hasValue)
            .anyMatch(
                one ->
                    ours.getIdentifier().stream()
                        .anyMatch(
                            other ->
                                String.valueOf(one.getSystem()).equals(other.getSystem())
                                    && one.getValue().equals(other.getValue())));
  }

  Made of(Row row, Known known, LocalDate today, Optional<Resource> before) {
    Source source = row.source();
    Resource made = source.body().copy();
    boolean wanted = true;
    if (made instanceof Organization organization) {
      organization(organization, source);
    } else if (made instanceof HealthcareService service) {
      services.complete(service, source, known);
    } else if (made instanceof Location place) {
      wanted = place(place, source, known);
    } else if (made instanceof OrganizationAffiliation affiliation) {
      affiliation(affiliation);
    } else if (made instanceof Contract contract) {
      AgreedResource.complete(contract, known, services);
    } else {
      wanted = false;
    }
    if (!wanted) {
      return new Made(Optional.empty(), false, null);
    }
    // An agreement's own dates decide day by day whether it can be used.
    Optional<Period> period =
        made instanceof Contract ? Optional.empty() : InForceResource.period(made);
    LocalDate from = period.map(one -> InForceResource.day(one.getStartElement())).orElse(null);
    LocalDate to = period.map(one -> InForceResource.day(one.getEndElement())).orElse(null);
    InForceResource.set(made, InForceResource.is(made) && HvoRules.holds(from, to, today));
    boolean dangling = point(made, known);
    identify(made, source.id());
    made.setId(source.type() + "/" + row.localId());
    before.ifPresent(old -> keepOurs(row, (DomainResource) old, (DomainResource) made));
    made.getMeta().addTag(ORIGIN, FROM_CATALOGUE, null);
    return new Made(Optional.of(made), dangling, HvoRules.turns(from, to, today).orElse(null));
  }

  private static void organization(Organization organization, Source source) {
    if (!organization.hasName()) {
      organization.setName(
          organization.hasAlias()
              ? organization.getAlias().get(0).getValue()
              : Optional.ofNullable(source.organisationNumber()).orElse(source.id()));
    }
    boolean unit =
        organization.getIdentifier().stream()
            .anyMatch(one -> HvoResource.HSA_ID.equals(one.getSystem()));
    if (unit) {
      organization.addType().addCoding(ours("organization-type", "unit"));
    }
  }

  /** Only places where somebody is; municipalities and counties stay codes on them. */
  private static boolean place(Location place, Source source, Known known) {
    String owner = known.owners().get(source.id());
    if (owner == null) {
      return false;
    }
    if (!place.hasManagingOrganization()) {
      place.setManagingOrganization(new Reference("Organization/" + owner));
    }
    if (!place.hasName()) {
      place.setName(
          place.hasDescription()
              ? place.getDescription()
              : Optional.ofNullable(known.name(owner)).orElse("Plats"));
    }
    municipality(place, known)
        .ifPresent(
            code ->
                place.addExtension(
                    Canonical.profile("municipality"), new Coding(MUNICIPALITY, code, null)));
    // An area is no resource here.
    place.setPartOf(null);
    return true;
  }

  private static Optional<String> municipality(Location place, Known known) {
    List<Identifier> identifiers = new ArrayList<>(place.getIdentifier());
    Row area = known.rows().get(String.valueOf(place.getPartOf().getReference()));
    if (area != null && area.source().body() instanceof Location above) {
      identifiers.addAll(above.getIdentifier());
    }
    return identifiers.stream()
        .filter(one -> MUNICIPALITY.equals(one.getSystem()))
        .map(Identifier::getValue)
        .findFirst();
  }

  private static void affiliation(OrganizationAffiliation affiliation) {
    if (!affiliation.hasCode()) {
      affiliation.addCode().addCoding(ours("affiliation-role", "agreement"));
    }
  }

  /** References to what is here; to anything else by its id there, until it comes. */
  private static boolean point(Resource resource, Known known) {
    Set<String> missing = new HashSet<>();
    HvoResource.walk(
        resource,
        base -> {
          if (base instanceof Reference reference) {
            point(reference, known, missing);
          }
        });
    return !missing.isEmpty();
  }

  private static void point(Reference reference, Known known, Set<String> missing) {
    String there = reference.getReference();
    if (there == null) {
      String number = reference.getIdentifier().getValue();
      if (HvoResource.ORGANISATION_NUMBER.equals(reference.getIdentifier().getSystem())) {
        String here = known.numbers().get(String.valueOf(number));
        if (here != null) {
          reference.setReference("Organization/" + here);
        } else {
          missing.add(String.valueOf(number));
        }
      }
      return;
    }
    String here = known.local().get(there);
    reference.setReference(here);
    if (here == null) {
      missing.add(there);
      reference.setType(there.contains("/") ? there.substring(0, there.indexOf('/')) : null);
      if (!reference.hasIdentifier()) {
        reference.setIdentifier(
            new Identifier()
                .setSystem(UPSTREAM_ID)
                .setValue(there.substring(there.indexOf('/') + 1)));
      }
    }
  }

  private static void identify(Resource resource, String upstreamId) {
    Identifier identifier = new Identifier().setSystem(UPSTREAM_ID).setValue(upstreamId);
    identifiers(resource).ifPresent(all -> all.add(identifier));
  }

  private static Optional<List<Identifier>> identifiers(Resource resource) {
    if (resource instanceof Organization organization) {
      return Optional.of(organization.getIdentifier());
    }
    if (resource instanceof HealthcareService service) {
      return Optional.of(service.getIdentifier());
    }
    if (resource instanceof OrganizationAffiliation affiliation) {
      return Optional.of(affiliation.getIdentifier());
    }
    if (resource instanceof Contract contract) {
      return Optional.of(contract.getIdentifier());
    }
    return resource instanceof Location place
        ? Optional.of(place.getIdentifier())
        : Optional.empty();
  }

  /** What we, and no catalogue, say of it stays. */
  private static void keepOurs(Row row, DomainResource old, DomainResource now) {
    List<Identifier> identifiers = identifiers(now).orElseGet(ArrayList::new);
    identifiers(old).orElseGet(List::of).stream()
        .filter(LocalResource::isOurs)
        .filter(
            one ->
                identifiers.stream().noneMatch(other -> one.getSystem().equals(other.getSystem())))
        .forEach(one -> identifiers.add(one.copy()));
    old.getExtension().stream()
        .filter(LocalResource::isOurs)
        .filter(one -> !now.hasExtension(one.getUrl()))
        .forEach(one -> now.addExtension(one.copy()));
    if (old instanceof Organization was && now instanceof Organization is) {
      was.getType().stream()
          .filter(type -> "region".equals(type.getCodingFirstRep().getCode()))
          .forEach(type -> is.addType(type.copy()));
      AdoptedResource.keepHsaIds(row, was, is);
    }
    now.getMeta().setSecurity(old.getMeta().copy().getSecurity());
  }

  private static boolean isOurs(Identifier identifier) {
    String system = String.valueOf(identifier.getSystem());
    return system.equals(COUNTY) || system.startsWith(Canonical.BASE);
  }

  private static boolean isOurs(Extension extension) {
    String url = String.valueOf(extension.getUrl());
    return url.startsWith(Canonical.BASE)
        && !url.endsWith("/acceptance")
        && !url.startsWith(LostResource.FROM_R5);
  }

  static Coding ours(String system, String code) {
    return new Coding(Canonical.codeSystem(system), code, null);
  }
}
