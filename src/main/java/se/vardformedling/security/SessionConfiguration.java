package se.vardformedling.security;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How sessions are kept. Spring Session's own wiring would read the error codes of all databases
 * from XML at each start.
 */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

  /**
   * Every page notes that its session was used, and does not wait until that is on disk: what a
   * crash can take is the last second of it. To begin and to end a session waits, as all else does.
   * Two requests that note the same thing at once, as by a double click, both do.
   */
  @Bean
  JdbcIndexedSessionRepository sessions(
      JdbcTemplate sql,
      PlatformTransactionManager transactions,
      @Value("${server.servlet.session.timeout}") Duration idle) {
    TransactionTemplate alone = new TransactionTemplate(transactions);
    alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    JdbcIndexedSessionRepository sessions = new JdbcIndexedSessionRepository(sql, alone);
    sessions.setTableName("vf.session");
    sessions.setDefaultMaxInactiveInterval(idle);
    sessions.setConversionService(bytes());
    new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
    sessions.setUpdateSessionQuery(
        """
        update %TABLE_NAME% set session_id = ?, last_access_time = ?, max_inactive_interval = ?,
               expiry_time = ?, principal_name = ?
         where primary_id = ? and set_config('synchronous_commit', 'off', true) = 'off'
        """);
    return sessions;
  }

  /** The classes of what is kept are this program's. */
  private static GenericConversionService bytes() {
    GenericConversionService bytes = new GenericConversionService();
    bytes.addConverter(Object.class, byte[].class, new SerializingConverter());
    bytes.addConverter(
        byte[].class,
        Object.class,
        new DeserializingConverter(SessionConfiguration.class.getClassLoader()));
    return bytes;
  }
}
