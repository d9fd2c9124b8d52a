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
 * A real regional node on a real PostgreSQL of its own, shared by all tests of regional nodes: same
 * annotation, same properties, one context.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vf.node.role=regional",
      "vf.data-dir=target/it/${random.uuid}",
      "vf.database.binaries-dir=target/it-postgres-programs"
    })
@ActiveProfiles("demo")
@Import(SettableClock.Configuration.class)
public @interface RegionalIT {}
