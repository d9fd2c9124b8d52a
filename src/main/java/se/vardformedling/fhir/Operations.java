package se.vardformedling.fhir;

import ca.uhn.fhir.rest.annotation.Operation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The operations that the modules bring, as their annotations tell. */
@Component
class Operations {
  private final List<Offered> offered;

  /**
   * One operation.
   *
   * @param type the resource type it belongs to; empty for the system
   * @param name without the dollar sign
   */
  record Offered(String type, String name) {}

  Operations(ConfigurableListableBeanFactory beans) {
    Set<Offered> found = new HashSet<>();
    for (String bean : beans.getBeanNamesForType(FhirOperations.class, true, false)) {
      Class<?> provider = beans.getType(bean);
      if (provider != null) {
        for (Method method : ClassUtils.getUserClass(provider).getMethods()) {
          Operation operation = method.getAnnotation(Operation.class);
          if (operation != null) {
            found.add(new Offered(type(operation), operation.name().replace("$", "")));
          }
        }
      }
    }
    this.offered =
        found.stream()
            .sorted(Comparator.comparing(Offered::type).thenComparing(Offered::name))
            .toList();
  }

  List<Offered> offered() {
    return offered;
  }

  /** With the dollar sign. */
  Set<String> names() {
    return offered.stream().map(one -> "$" + one.name()).collect(Collectors.toSet());
  }

  private static String type(Operation operation) {
    boolean byClass = !operation.type().isInterface();
    return byClass ? operation.type().getSimpleName() : operation.typeName();
  }
}
