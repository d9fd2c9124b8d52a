package se.vardformedling.imports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource as the file says it, and the first row that it is made from.
 *
 * @param silent the columns that the file might have and does not: of these things it says nothing
 * @param said the cells it is made from, by their columns, for whoever reviews the file
 */
record Draft(int line, Resource resource, Set<String> silent, Map<String, String> said) {
  String key() {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  /** In the file's own words; of what is new there is nothing before. */
  List<ImportChange.Difference> words() {
    return said.entrySet().stream()
        .map(cell -> new ImportChange.Difference(cell.getKey(), "", cell.getValue()))
        .toList();
  }
}
