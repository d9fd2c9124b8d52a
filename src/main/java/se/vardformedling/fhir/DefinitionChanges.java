package se.vardformedling.fhir;

import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Changes the shipped definitions before anybody reads them. */
public interface DefinitionChanges {
  void change(List<IBaseResource> shipped);
}
