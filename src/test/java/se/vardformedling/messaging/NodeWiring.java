package se.vardformedling.messaging;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.WorkFolder;
import se.vardformedling.messaging.accesspoint.As4Settings;
import se.vardformedling.messaging.discovery.SmpSettings;
import se.vardformedling.messaging.key.KeySettings;
import se.vardformedling.messaging.sdk.FileSettings;
import se.vardformedling.messaging.sdk.SdkProfile;

/** The message service of a regional node on a database of its own, and nothing else of a node. */
@Import({MessagingConfiguration.class, WorkFolder.class})
@EnableConfigurationProperties({
  SdkSettings.class,
  SdkProfile.class,
  FileSettings.class,
  KeySettings.class,
  As4Settings.class,
  SmpSettings.class
})
class NodeWiring {
  @Bean(destroyMethod = "close")
  HikariDataSource pool(@Value("${node.database}") String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(10);
    return pool;
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }

  @Bean
  JdbcClient jdbcClient(DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }
}
