package se.vardformedling.fhir;

import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Measure;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * HAPI reads search parameters and concept maps from its database only and searches measures there,
 * so ours are put there before the first request; what has not changed is not written again.
 */
@Component
class StoredDefinitions implements SmartInitializingSingleton {
  private static final List<Class<? extends IBaseResource>> KINDS =
      List.of(SearchParameter.class, ConceptMap.class, Measure.class);

  private final Definitions definitions;
  private final FhirStore store;
  private final ISearchParamRegistry registry;

  StoredDefinitions(Definitions definitions, FhirStore store, ISearchParamRegistry registry) {
    this.definitions = definitions;
    this.store = store;
    this.registry = registry;
  }

  @Override
  public void afterSingletonsInstantiated() {
    KINDS.stream()
        .flatMap(kind -> (Stream<? extends IBaseResource>) definitions.of(kind).stream())
        .forEach(definition -> store.update(((Resource) definition).copy()));
    registry.forceRefresh();
  }
}
