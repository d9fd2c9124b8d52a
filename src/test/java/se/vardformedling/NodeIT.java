package se.vardformedling;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import se.vardformedling.cast.SettableClock;

/**
 * A real national node on a real PostgreSQL, shared by all integration tests: same annotation, same
 * properties, one context. The port is {@code @LocalServerPort}. The tests of a minute are more
 * strangers than an address may send; {@code LimitsIT} has the limit.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vf.data-dir=target/it/${random.uuid}",
      "management.health.diskspace.path=target",
      "vf.database.binaries-dir=target/it-postgres-programs",
      "vf.limits.strangers-per-minute=0"
    })
@ActiveProfiles("demo")
@Import(SettableClock.Configuration.class)
public @interface NodeIT {}
