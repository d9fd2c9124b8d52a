package se.vardformedling.imports;

import java.util.Optional;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.imports.PreviewRows.Planned;

/** What people call that which a file changes or ends. */
@Component
class ChangeNames {
  private final ImportResource resources;
  private final JdbcClient sql;

  ChangeNames(ImportResource resources, JdbcClient sql) {
    this.resources = resources;
    this.sql = sql;
  }

  /** As it was called before; empty for what is new or has no name. */
  String of(Planned change) {
    return Optional.ofNullable(change.before()).map(resources::resource).map(this::name).orElse("");
  }

  private String name(Resource resource) {
    if (resource instanceof MeasureReport report) {
      return figure(report);
    }
    if (resource instanceof OrganizationAffiliation parties) {
      return unit(parties.getParticipatingOrganization());
    }
    if (resource instanceof Contract contract) {
      return text(contract.getIdentifierFirstRep().getValue());
    }
    if (resource instanceof Location place) {
      return text(place.getName());
    }
    return resource instanceof HealthcareService service
        ? text(service.getName())
        : resource instanceof Organization unit ? text(unit.getName()) : "";
  }

  private String figure(MeasureReport report) {
    Extension service = report.getExtensionByUrl(Canonical.profile("measured-service"));
    String name =
        service != null && service.getValue() instanceof Reference of
            ? called("select name from vf.offer where service_id = :id limit 1", of)
            : "";
    String day = text(report.getDateElement().getValueAsString());
    return (name.isEmpty() ? unit(report.getReporter()) : name) + ", " + day;
  }

  private String unit(Reference unit) {
    return called("select name from vf.party where organization_id = :id", unit);
  }

  private String called(String query, Reference of) {
    return sql.sql(query)
        .param("id", of.getReferenceElement().getIdPart())
        .query((row, n) -> text(row.getString("name")))
        .optional()
        .orElse("");
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
