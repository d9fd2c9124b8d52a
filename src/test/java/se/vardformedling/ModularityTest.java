package se.vardformedling;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  @Test
  void no_module_knows_another_that_it_has_not_declared() {
    ApplicationModules.of(Application.class).verify();
  }
}
