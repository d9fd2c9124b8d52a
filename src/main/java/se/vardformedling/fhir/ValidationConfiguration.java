package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.validation.JpaValidationSupportChain;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Our definitions stand first in HAPI's validation chain, so they hold from the first request and
 * need no database.
 */
@Configuration(proxyBeanMethods = false)
class ValidationConfiguration {

  @Bean
  SmartInitializingSingleton shippedDefinitions(
      JpaValidationSupportChain chain, FhirContext fhir, Definitions definitions) {
    return () -> {
      PrePopulatedValidationSupport shipped = new PrePopulatedValidationSupport(fhir);
      definitions.all().forEach(shipped::addResource);
      chain.addValidationSupport(0, shipped);
    };
  }

  @Bean
  FhirValidator profileValidator(FhirContext fhir, IInstanceValidatorModule module) {
    FhirValidator validator = fhir.newValidator();
    validator.registerValidatorModule(module);
    return validator;
  }
}
