package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.validation.JpaValidationSupportChain;
import ca.uhn.fhir.jpa.validation.ValidatorPolicyAdvisor;
import ca.uhn.fhir.jpa.validation.ValidatorResourceFetcher;
import ca.uhn.fhir.validation.FhirValidator;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
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

  /**
   * HAPI's validator with a memory, and without advice: only what refuses a resource is asked for.
   */
  @Bean
  FhirValidator profileValidator(
      FhirContext fhir,
      JpaValidationSupportChain chain,
      ValidatorResourceFetcher references,
      ValidatorPolicyAdvisor policy) {
    FhirInstanceValidator module = new FhirInstanceValidator(fhir);
    module.setWrappedWorkerContext(chain, new RememberingContext(chain));
    module.setValidatorResourceFetcher(references);
    module.setValidatorPolicyAdvisor(policy);
    module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    FhirValidator validator = fhir.newValidator();
    validator.registerValidatorModule(module);
    return validator;
  }
}
