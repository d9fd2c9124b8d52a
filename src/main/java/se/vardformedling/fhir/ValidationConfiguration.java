package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.validation.JpaValidationSupportChain;
import ca.uhn.fhir.jpa.validation.ValidatorPolicyAdvisor;
import ca.uhn.fhir.jpa.validation.ValidatorResourceFetcher;
import ca.uhn.fhir.validation.FhirValidator;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Our definitions stand first in HAPI's validation chain and in the judge's own, so they hold from
 * the first request and need no database.
 */
@Configuration(proxyBeanMethods = false)
class ValidationConfiguration {
  private static final String JUDGING = "judging";

  /**
   * What is judged by, all of it in memory. Who writes waits for the verdict with a connection and
   * a case's lock in hand; if the judge asked the database as well, those who wait for that lock
   * could have taken the last connection.
   */
  @Bean(defaultCandidate = false)
  @Qualifier(JUDGING)
  ValidationSupportChain judging(
      FhirContext fhir,
      DefaultProfileValidationSupport r4,
      InMemoryTerminologyServerValidationSupport codes) {
    return new ValidationSupportChain(
        r4,
        new SnapshotGeneratingValidationSupport(fhir),
        codes,
        new CommonCodeSystemsTerminologyService(fhir));
  }

  @Bean
  SmartInitializingSingleton shippedDefinitions(
      JpaValidationSupportChain chain,
      @Qualifier(JUDGING) ValidationSupportChain judging,
      FhirContext fhir,
      Definitions definitions) {
    return () -> {
      PrePopulatedValidationSupport shipped = new PrePopulatedValidationSupport(fhir);
      definitions.all().forEach(shipped::addResource);
      chain.addValidationSupport(0, shipped);
      judging.addValidationSupport(0, shipped);
    };
  }

  /**
   * HAPI's validator with a memory, and without advice: only what refuses a resource is asked for.
   */
  @Bean
  FhirValidator profileValidator(
      FhirContext fhir,
      @Qualifier(JUDGING) ValidationSupportChain judging,
      DaoRegistry daos,
      ValidatorPolicyAdvisor policy) {
    FhirInstanceValidator module = new FhirInstanceValidator(fhir);
    module.setWrappedWorkerContext(judging, new RememberingContext(judging));
    module.setValidatorResourceFetcher(new ValidatorResourceFetcher(fhir, judging, daos));
    module.setValidatorPolicyAdvisor(policy);
    module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    FhirValidator validator = fhir.newValidator();
    validator.registerValidatorModule(module);
    return validator;
  }
}
