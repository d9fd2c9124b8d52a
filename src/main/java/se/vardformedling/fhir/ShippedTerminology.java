package se.vardformedling.fhir;

import ca.uhn.fhir.context.support.TranslateConceptResults;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDaoCodeSystem;
import ca.uhn.fhir.jpa.api.model.TranslationRequest;
import ca.uhn.fhir.jpa.provider.BaseJpaResourceProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Lets HAPI's terminology operations know what ships: it is in no database, so what is asked of one
 * by id is asked by its address. After all that decides who may ask.
 */
@Component
class ShippedTerminology {

  /** Which type a question of HAPI's store is about, and where its id and its address stand. */
  private record Question(String type, int id, int url) {}

  private static final String EXPAND = "expand/12/0";

  /** By name, number of arguments and place of the id. */
  private static final Map<String, Question> QUESTIONS =
      Map.of(
          EXPAND,
          new Question("ValueSet", 0, 2),
          "validateCode/8/1",
          new Question("ValueSet", 1, 0),
          "validateCode/8/0",
          new Question("CodeSystem", 0, 1));

  private static final Set<Class<?>> TYPES =
      Set.of(ValueSet.class, CodeSystem.class, ConceptMap.class);

  /** Of the first question: the value set that is sent along. */
  private static final int SENT = 1;

  private static final int FILTER = 4;
  private static final int OFFSET = 7;
  private static final int COUNT = 8;

  private final Map<String, String> addresses;
  private final List<CodeSystem> systems;
  private final ShippedMaps maps;

  ShippedTerminology(Definitions definitions, ShippedMaps maps) {
    this.maps = maps;
    this.systems = definitions.of(CodeSystem.class);
    this.addresses =
        definitions.all().stream()
            .filter(MetadataResource.class::isInstance)
            .map(MetadataResource.class::cast)
            .filter(one -> one.getIdElement().getIdPart() != null && one.hasUrl())
            .collect(
                Collectors.toMap(
                    one -> one.fhirType() + "/" + one.getIdElement().getIdPart(),
                    MetadataResource::getUrl,
                    (one, same) -> one));
  }

  <T extends IBaseResource> void serve(BaseJpaResourceProvider<T> provider) {
    if (TYPES.contains(provider.getResourceType())) {
      provider.setDao(over(provider.getDao()));
    }
  }

  /** HAPI's store of a type, but for what is asked of what ships. */
  @SuppressWarnings("unchecked")
  <D extends IFhirResourceDao<?>> D over(D hapi) {
    return (D)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            ClassUtils.getAllInterfaces(hapi),
            (proxy, method, arguments) -> {
              if (method.getName().equals("subsumes") && arguments != null) {
                return subsumes(arguments);
              }
              Optional<TranslateConceptResults> translated = translated(arguments);
              return translated.isPresent()
                  ? translated.get()
                  : part(
                      HapiVersions.call(hapi, method, byAddress(method, arguments)),
                      method,
                      arguments);
            });
  }

  private static @Nullable Object part(
      @Nullable Object answer, Method method, @Nullable Object @Nullable [] arguments) {
    return answer instanceof ValueSet whole && arguments != null && name(method).equals(EXPAND)
        ? ExpansionRules.part(
            whole, text(arguments[FILTER]), number(arguments[OFFSET]), number(arguments[COUNT]))
        : answer;
  }

  /** Asked with two codes and their system, and two codings. */
  private IFhirResourceDaoCodeSystem.SubsumesResult subsumes(@Nullable Object[] asked) {
    String system = text(asked[2]);
    return new IFhirResourceDaoCodeSystem.SubsumesResult(
        SubsumptionRules.outcome(
            systems,
            SubsumptionRules.asked("A", system, text(asked[0]), (Coding) asked[3]),
            SubsumptionRules.asked("B", system, text(asked[1]), (Coding) asked[4])));
  }

  private static @Nullable String text(@Nullable Object given) {
    return given instanceof IPrimitiveType<?> primitive ? primitive.getValueAsString() : null;
  }

  private static @Nullable Integer number(@Nullable Object given) {
    return given instanceof IntegerType number ? number.getValue() : null;
  }

  private Optional<TranslateConceptResults> translated(@Nullable Object @Nullable [] arguments) {
    return arguments != null && arguments[0] instanceof TranslationRequest asked
        ? maps.translate(asked)
        : Optional.empty();
  }

  private static String name(Method method) {
    List<Class<?>> types = List.of(method.getParameterTypes());
    return method.getName() + "/" + types.size() + "/" + types.indexOf(IIdType.class);
  }

  private @Nullable Object @Nullable [] byAddress(
      Method method, @Nullable Object @Nullable [] arguments) {
    Question question = QUESTIONS.get(name(method));
    if (arguments == null || question == null) {
      return arguments;
    }
    if (method.getName().equals("expand") && arguments[SENT] instanceof IBaseResource sent) {
      ExpansionRules.check(sent);
      return arguments;
    }
    if (!(arguments[question.id()] instanceof IIdType id) || arguments[question.url()] != null) {
      return arguments;
    }
    String address = addresses.get(question.type() + "/" + id.getIdPart());
    if (address == null) {
      return arguments;
    }
    @Nullable Object[] asked = arguments.clone();
    asked[question.id()] = null;
    asked[question.url()] = new UriType(address);
    return asked;
  }
}
