package se.vardformedling.fhir;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import ca.uhn.fhir.jpa.searchparam.registry.SearchParamRegistryImpl;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * HAPI's storage, wired for one node among several: nothing that must be right lives in this
 * program's memory.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  JpaR4Config.class,
  HapiJpaConfig.class,
  JpaBatch2Config.class,
  Batch2JobsConfig.class,
  SubscriptionChannelConfig.class,
  ThreadPoolFactoryConfig.class
})
class StorageConfiguration {

  @Bean
  Clock clock() {
    return Clock.system(ZoneId.of("Europe/Stockholm"));
  }

  @Bean
  NodeRole nodeRole(@Value("${vf.node.role}") String role) {
    return NodeRole.of(role);
  }

  @Bean
  @Primary
  JpaStorageSettings storageSettings() {
    JpaStorageSettings settings = new JpaStorageSettings();
    settings.setResourceServerIdStrategy(JpaStorageSettings.IdStrategyEnum.UUID);
    settings.setResourceClientIdStrategy(JpaStorageSettings.ClientIdStrategyEnum.ANY);
    // A batch stays in the caller's thread, which knows who is calling.
    settings.setBundleBatchPoolSize(1);
    settings.setDeleteEnabled(false);
    settings.setExpungeEnabled(false);
    settings.setAllowMultipleDelete(false);
    settings.setTagStorageMode(JpaStorageSettings.TagStorageModeEnum.INLINE);
    settings.setStoreMetaSourceInformation(JpaStorageSettings.StoreMetaSourceInformationEnum.NONE);
    settings.setSuppressStringIndexingInTokens(true);
    // A search answer that is a minute old would hide a case that has moved.
    settings.setReuseCachedSearchResultsForMillis(null);
    settings.setDefaultSearchParamsCanBeOverridden(true);
    settings.setAutoCreatePlaceholderReferenceTargets(false);
    // Such a reference is a search that nobody has narrowed.
    settings.setAllowInlineMatchUrlReferences(false);
    settings.setMarkResourcesForReindexingUponSearchParameterChange(false);
    settings.setEnableTaskBulkExportJobExecution(false);
    settings.setEnableTaskBulkImportJobExecution(false);
    settings.setEnableTaskPreExpandValueSets(false);
    settings.setEnableTaskResourceReindexing(false);
    settings.setPreExpandValueSets(false);
    settings.setHibernateSearchIndexSearchParams(false);
    settings.setAdvancedHSearchIndexing(false);
    settings.setAllowContainsSearches(false);
    settings.setFilterParameterEnabled(false);
    return settings;
  }

  /**
   * HAPI would write down every search parameter of every type of R4 at the first start, four
   * thousand transactions in the background; those that are used it writes down when they are.
   */
  @Bean
  static BeanPostProcessor searchParametersAsTheyAreUsed() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof SearchParamRegistryImpl registry) {
          registry.setPopulateSearchParamIdentities(false);
        }
        return bean;
      }
    };
  }

  @Bean
  SubscriptionSettings subscriptionSettings() {
    return new SubscriptionSettings();
  }

  @Bean
  PartitionSettings partitionSettings() {
    return new PartitionSettings();
  }

  @Bean
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      ConfigurableListableBeanFactory beans,
      DataSource dataSource,
      FhirContext fhir,
      JpaStorageSettings settings) {
    LocalContainerEntityManagerFactoryBean factory =
        HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhir, settings);
    factory.setPersistenceUnitName("hapi");
    factory.setDataSource(dataSource);
    Properties properties = new Properties();
    properties.put(AvailableSettings.DIALECT, HapiFhirPostgresDialect.class.getName());
    properties.put(AvailableSettings.HBM2DDL_AUTO, "none");
    properties.put(AvailableSettings.STATEMENT_BATCH_SIZE, "30");
    properties.put("hibernate.search.enabled", "false");
    // It keeps histories of HAPI's tables of matched patients and packages, which stay empty here.
    properties.put("hibernate.integration.envers.enabled", "false");
    factory.setJpaProperties(properties);
    return factory;
  }

  @Bean
  @Primary
  JpaTransactionManager transactionManager(
      EntityManagerFactory factory, ObjectProvider<TransactionExecutionListener> listeners) {
    JpaTransactionManager manager = new JpaTransactionManager(factory);
    listeners.orderedStream().forEach(manager::addListener);
    return manager;
  }

  /** Storage hooks fire for REST calls and for calls inside the program alike. */
  @Bean
  SmartInitializingSingleton storageInterceptors(
      IInterceptorService service, ObjectProvider<StorageInterceptor> interceptors) {
    List<StorageInterceptor> ordered = interceptors.orderedStream().toList();
    return () -> ordered.forEach(service::registerInterceptor);
  }
}
