package se.vardformedling.fhir;

import java.util.Set;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/**
 * What is done to the tables, or asked about them, before anything else asks for what is in them.
 */
record Migrations(Runnable steps) implements InitializingBean {

  @Override
  public void afterPropertiesSet() {
    steps.run();
  }

  /** Tells Spring Boot what everything that uses the database waits for. */
  static final class First extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
      return Set.of(Migrations.class);
    }
  }
}
