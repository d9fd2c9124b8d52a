package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.provider.BaseJpaResourceProviderCodeSystem;
import ca.uhn.fhir.jpa.provider.BaseJpaResourceProviderConceptMap;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationDefinition.OperationParameterUse;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.springframework.stereotype.Component;

/**
 * What an operation takes: of ours what their definitions publish, of HAPI's own what their methods
 * read. Anything else is refused, for HAPI passes over it and answers another question.
 */
@Component
@Interceptor
class OperationInputs implements ServerInterceptor {
  private static final Set<RestOperationTypeEnum> OPERATIONS =
      EnumSet.of(
          RestOperationTypeEnum.EXTENDED_OPERATION_SERVER,
          RestOperationTypeEnum.EXTENDED_OPERATION_TYPE,
          RestOperationTypeEnum.EXTENDED_OPERATION_INSTANCE);

  /** Parameters in one body: what takes many of them takes a file. */
  private static final int MOST = 500;

  private static final Map<String, Class<?>> OF_HAPI =
      Map.of(
          "CodeSystem", BaseJpaResourceProviderCodeSystem.class,
          "ConceptMap", BaseJpaResourceProviderConceptMap.class,
          "ValueSet", ValueSetOperationProvider.class);

  private static final List<String> CODINGS = List.of("codingA", "codingB");

  /** Of every type; HAPI reads them otherwise than an operation's. */
  private static final Set<String> OF_VALIDATE = Set.of("resource", "mode", "profile");

  /** By type, which is empty for the system, and name. */
  private final Map<String, Set<String>> taken = new HashMap<>();

  OperationInputs(Definitions definitions) {
    OF_HAPI.forEach(
        (type, provider) -> {
          for (Method method : provider.getMethods()) {
            Operation operation = method.getAnnotation(Operation.class);
            if (operation != null) {
              taken.put(type + operation.name(), names(method));
            }
          }
        });
    definitions.of(OperationDefinition.class).forEach(this::published);
  }

  private static Set<String> names(Method method) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : method.getParameters()) {
      OperationParam named = parameter.getAnnotation(OperationParam.class);
      if (named != null) {
        names.add(named.name());
      }
    }
    return names;
  }

  private void published(OperationDefinition definition) {
    Set<String> names = new HashSet<>();
    definition.getParameter().stream()
        .filter(parameter -> parameter.getUse() == OperationParameterUse.IN)
        .forEach(parameter -> names.add(parameter.getName()));
    String name = "$" + definition.getCode();
    if (definition.getSystem()) {
      taken.put(name, names);
    }
    definition.getResource().forEach(type -> taken.put(type.getValue() + name, names));
  }

  /** None that HAPI answers has parts; it fails with what has neither a value nor a resource. */
  private static void checkShape(ParametersParameterComponent one) {
    boolean coding = CODINGS.contains(String.valueOf(one.getName()));
    if (one.hasPart() || (coding && !(one.getValue() instanceof Coding))) {
      throw Problem.BAD_PARAMETER.at(
          QueryRules.shown(String.valueOf(one.getName())), "has no value of its type");
    }
  }

  /** A body is read by now; and what stands in a batch comes this way too. */
  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -40)
  public void check(RequestDetails request, RestOperationTypeEnum operation) {
    if (!OPERATIONS.contains(operation)) {
      return;
    }
    String type = request.getResourceName() == null ? "" : request.getResourceName();
    Set<String> given = new TreeSet<>(request.getParameters().keySet());
    if (request.getResource() instanceof Parameters body) {
      if (body.getParameter().size() > MOST) {
        throw Problem.PAYLOAD_TOO_LARGE.because("too many parameters");
      }
      body.getParameter().forEach(one -> given.add(String.valueOf(one.getName())));
      if (OF_HAPI.containsKey(type)) {
        body.getParameter().forEach(OperationInputs::checkShape);
      }
    }
    String name = String.valueOf(request.getOperation());
    Set<String> known =
        name.equals("$validate") ? OF_VALIDATE : taken.getOrDefault(type + name, Set.of());
    given.stream()
        .filter(one -> !known.contains(one) && !FhirOperations.OF_EVERY_ANSWER.contains(one))
        .findFirst()
        .ifPresent(
            one -> {
              throw Problem.BAD_PARAMETER.at(QueryRules.shown(one), "unknown parameter");
            });
    if (name.equals("$subsumes")) {
      checkSubsumes(request, given);
    }
  }

  private static void checkSubsumes(RequestDetails request, Set<String> given) {
    for (String coding : CODINGS) {
      if (request.getParameters().containsKey(coding)) {
        throw Problem.BAD_PARAMETER.at(coding, "a Coding, in a POST");
      }
    }
    QueryRules.lackedBySubsumes(given, request.getId() != null)
        .ifPresent(
            lacked -> {
              throw Problem.BAD_PARAMETER.at(lacked, "missing");
            });
  }
}
