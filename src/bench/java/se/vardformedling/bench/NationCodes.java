package se.vardformedling.bench;

import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Definitions;

/** Adds the made-up vårdtjänster to the shipped ones before anybody reads them. */
@TestConfiguration(proxyBeanMethods = false)
class NationCodes {
  static final String WIDE_400 = "bench-wide-400";
  static final String WIDE_4000 = "bench-wide-4000";

  @Bean
  static BeanPostProcessor moreCodes() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof Definitions definitions) {
          definitions.of(CodeSystem.class).stream()
              .filter(system -> Canonical.codeSystem("vardtjanst").equals(system.getUrl()))
              .forEach(NationCodes::extend);
        }
        return bean;
      }
    };
  }

  private static void extend(CodeSystem system) {
    IntStream.range(0, 10 * Nation.ONE).mapToObj(Nation::code).forEach(code -> add(system, code));
    add(system, WIDE_400);
    add(system, WIDE_4000);
  }

  private static void add(CodeSystem system, String code) {
    system.addConcept().setCode(code).setDisplay("Mätvård " + code);
  }
}
