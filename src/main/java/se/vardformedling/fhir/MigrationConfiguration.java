package se.vardformedling.fhir;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A node moves the tables to what it knows, by the role that owns them. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

  @Bean
  Migrations migrations(SchemaOwner owner, HikariDataSource program) {
    return new Migrations(
        () -> {
          try (HikariDataSource tables =
              DatabaseConfiguration.pool(owner.url(), owner.username(), owner.password(), 3)) {
            HapiSchema.migrate(tables);
            OurSchema.migrate(tables);
            owner.grantTo(String.valueOf(program.getUsername()), tables);
          }
        });
  }
}
