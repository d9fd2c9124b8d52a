package se.vardformedling.fhir;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.springframework.stereotype.Component;

/** The addresses of our extensions and the names of their parts, as our profiles define them. */
@Component
public class OurExtensions {
  private final Set<String> urls;

  OurExtensions(Definitions definitions) {
    urls =
        definitions.of(StructureDefinition.class).stream()
            .filter(one -> one.getType().equals("Extension"))
            .flatMap(OurExtensions::urls)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> urls(StructureDefinition extension) {
    return extension.getSnapshot().getElement().stream()
        .filter(element -> element.getPath().endsWith(".url") && element.hasFixed())
        .map(element -> element.getFixed().primitiveValue());
  }

  public boolean has(String url) {
    return urls.contains(url);
  }
}
