package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Our profiles and terminology: read once from the class path, with what an operator has put in the
 * place of some of it.
 */
@Component
public class Definitions {
  private static final List<String> PLACES =
      List.of("classpath*:fhir/profiles/*.json", "classpath*:fhir/terminology/**/*.json");
  private final List<IBaseResource> all;

  Definitions(FhirContext fhir, ObjectProvider<DefinitionChanges> changes) {
    List<IBaseResource> found = readAll(fhir);
    found.add(ErrorCatalogue.codeSystem());
    changes.orderedStream().forEach(change -> change.change(found));
    this.all = List.copyOf(found);
  }

  public List<IBaseResource> all() {
    return all;
  }

  public <T extends IBaseResource> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<IBaseResource> readAll(FhirContext fhir) {
    IParser parser = fhir.newJsonParser();
    List<IBaseResource> found = new ArrayList<>();
    try {
      PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
      for (String place : PLACES) {
        Resource[] matches = files.getResources(place);
        Arrays.sort(matches, Comparator.comparing(Resource::getDescription));
        for (Resource file : matches) {
          try (InputStream content = file.getInputStream()) {
            found.add(
                parser.parseResource(new String(content.readAllBytes(), StandardCharsets.UTF_8)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
