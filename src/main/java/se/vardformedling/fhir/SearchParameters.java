package se.vardformedling.fhir;

import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.hl7.fhir.r4.model.SearchParameter;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * HAPI reads custom search parameters from its database only, so ours are put there before the
 * first request.
 */
@Component
class SearchParameters implements SmartInitializingSingleton {
  private final Definitions definitions;
  private final FhirStore store;
  private final ISearchParamRegistry registry;

  SearchParameters(Definitions definitions, FhirStore store, ISearchParamRegistry registry) {
    this.definitions = definitions;
    this.store = store;
    this.registry = registry;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (SearchParameter parameter : definitions.of(SearchParameter.class)) {
      store.update(parameter.copy());
    }
    registry.forceRefresh();
  }
}
