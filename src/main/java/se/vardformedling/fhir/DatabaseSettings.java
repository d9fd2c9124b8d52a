package se.vardformedling.fhir;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An external PostgreSQL, or none: an empty {@code url} means the embedded one.
 *
 * @param url JDBC URL ({@code VF_DATABASE_URL})
 * @param migrationUsername the role that owns the schemas ({@code VF_DATABASE_MIGRATION_USERNAME});
 *     empty: the program's own
 * @param poolSize connections kept at most
 * @param statementTimeout the longest that one statement of the program may take; migrations may
 *     take longer
 * @param binariesDir where the embedded server's programs are unpacked; empty: inside the data
 *     folder
 */
@ConfigurationProperties("vf.database")
record DatabaseSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("") String migrationUsername,
    @DefaultValue("") String migrationPassword,
    @DefaultValue("16") int poolSize,
    @DefaultValue("60s") Duration statementTimeout,
    @DefaultValue("") String binariesDir) {

  boolean embedded() {
    return url.isBlank();
  }
}
