package se.vardformedling;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import se.vardformedling.cast.RegionalKeys;
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
      "vf.national.url=${vf.test.national-url:}",
      "vf.national.key=${vf.test.national-key:}",
      "vf.national.client-id=journal-dalarna",
      "vf.national.units=${vf.test.units:TSTNMT2321000156-VF0001,TSTNMT2321000156-VF0002}",
      "vf.data-dir=target/it/${random.uuid}",
      "management.health.diskspace.path=target",
      "vf.database.binaries-dir=target/it-postgres-programs"
    })
@ActiveProfiles("demo")
@ContextConfiguration(initializers = RegionalKeys.class)
@Import(SettableClock.Configuration.class)
public @interface RegionalIT {}
