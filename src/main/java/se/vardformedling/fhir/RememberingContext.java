package se.vardformedling.fhir;

import ca.uhn.fhir.context.support.IValidationSupport;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.model.Resource;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Looks a structure up once. The validator asks for each element of each resource, and HAPI goes
 * through all 900 structures to find those of one type. Nobody can change a structure while the
 * program runs.
 */
final class RememberingContext extends WorkerContextValidationSupportAdapter {
  private static final int MOST_ADDRESSES = 5_000;

  private final Cache<String, Optional<StructureDefinition>> byAddress =
      Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();
  private final Map<String, List<StructureDefinition>> byType = new ConcurrentHashMap<>();

  RememberingContext(IValidationSupport definitions) {
    super(definitions);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends Resource> @Nullable T fetchResource(Class<T> type, String address) {
    if (type != StructureDefinition.class || address == null) {
      return super.fetchResource(type, address);
    }
    Optional<StructureDefinition> known = byAddress.getIfPresent(address);
    if (known == null) {
      known = Optional.ofNullable(super.fetchResource(StructureDefinition.class, address));
      byAddress.put(address, known);
    }
    return (T) known.orElse(null);
  }

  @Override
  public List<StructureDefinition> fetchTypeDefinitions(String type) {
    List<StructureDefinition> known = byType.get(type);
    if (known == null) {
      known = List.copyOf(super.fetchTypeDefinitions(type));
      // Only names of types: what a caller made up is not kept.
      if (!known.isEmpty()) {
        byType.put(type, known);
      }
    }
    return new ArrayList<>(known);
  }

  @Override
  public void invalidateCaches() {
    super.invalidateCaches();
    byAddress.invalidateAll();
    byType.clear();
  }
}
