package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.provider.BaseJpaResourceProvider;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The FHIR endpoint at {@code /fhir}: the types of this node, our operations, and whatever
 * interceptors the modules bring.
 */
@Configuration(proxyBeanMethods = false)
class FhirServer {

  private final Set<String> types;
  private final CatalogueFeed feed;
  private final CurrentReads reads;
  private final ShippedTerminology terminology;
  private final ObjectProvider<FhirOperations> operations;
  private final ObjectProvider<ServerInterceptor> interceptors;

  FhirServer(
      NodeRole node,
      CatalogueFeed feed,
      CurrentReads reads,
      ShippedTerminology terminology,
      ObjectProvider<FhirOperations> operations,
      ObjectProvider<ServerInterceptor> interceptors) {
    this.feed = feed;
    this.reads = reads;
    this.terminology = terminology;
    this.types = ServedTypes.of(node);
    this.operations = operations;
    this.interceptors = interceptors;
  }

  @Bean
  RestfulServer restfulServer(
      FhirContext fhir,
      @Qualifier("mySystemProviderR4") IJpaSystemProvider system,
      @Qualifier("myResourceProvidersR4") ResourceProviderFactory resources,
      ValueSetOperationProvider valueSets,
      DatabaseBackedPagingProvider paging,
      Capability capability) {
    fhir.setParserErrorHandler(new StrictParsing());
    RestfulServer server = new Endpoint(fhir);
    server.setServerConformanceProvider(capability);
    if (types.containsAll(CatalogueFeed.TYPES)) {
      // Before HAPI's own, which would take its place.
      server.registerProvider(feed);
    }
    List<Object> served = served(resources.createProviders());
    served.forEach(provider -> reads.serve((BaseJpaResourceProvider<?>) provider));
    served.forEach(provider -> terminology.serve((BaseJpaResourceProvider<?>) provider));
    server.registerProviders(served);
    server.registerProvider(system);
    server.registerProvider(valueSets);
    operations.orderedStream().forEach(server::registerProvider);
    server.setPagingProvider(paging);
    server.setDefaultPageSize(OneTripSearches.DEFAULT_PAGE);
    server.setMaximumPageSize(OneTripSearches.LARGEST_PAGE);
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    // The server keeps an interceptor service of its own: sharing the storage's would fire every
    // hook twice.
    interceptors.orderedStream().forEach(server::registerInterceptor);
    return server;
  }

  @Bean
  ServletRegistrationBean<RestfulServer> fhirEndpoint(RestfulServer server) {
    ServletRegistrationBean<RestfulServer> endpoint =
        new ServletRegistrationBean<>(server, "/fhir/*");
    endpoint.setLoadOnStartup(1);
    return endpoint;
  }

  /** HAPI's own for our types, but not for a type that a module keeps itself. */
  private List<Object> served(List<Object> providers) {
    Set<Object> ours =
        operations.stream()
            .filter(IResourceProvider.class::isInstance)
            .map(provider -> ((IResourceProvider) provider).getResourceType())
            .collect(Collectors.toSet());
    return providers.stream()
        .filter(provider -> !ours.contains(((IResourceProvider) provider).getResourceType()))
        .filter(
            provider ->
                types.contains(((IResourceProvider) provider).getResourceType().getSimpleName()))
        .toList();
  }
}
