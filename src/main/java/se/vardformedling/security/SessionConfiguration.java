package se.vardformedling.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/** How sessions are kept. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

  /**
   * Every page notes that its session was used, and does not wait until that is on disk: what a
   * crash can take is the last second of it. To begin and to end a session waits, as all else does.
   * Two requests that note the same thing at once, as by a double click, both do.
   */
  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> noWaitingForTheDisk() {
    return sessions -> {
      new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
      sessions.setUpdateSessionQuery(
          """
          update %TABLE_NAME% set session_id = ?, last_access_time = ?, max_inactive_interval = ?,
                 expiry_time = ?, principal_name = ?
           where primary_id = ? and set_config('synchronous_commit', 'off', true) = 'off'
          """);
    };
  }
}
