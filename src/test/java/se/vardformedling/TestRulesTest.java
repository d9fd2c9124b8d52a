package se.vardformedling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.LocalDate;
import java.time.LocalDateTime;

@AnalyzeClasses(packages = "se.vardformedling", importOptions = ImportOption.OnlyIncludeTests.class)
class TestRulesTest {

  // A machine on UTC has yesterday's date for an hour or two of each Swedish night.
  @ArchTest
  static final ArchRule TODAY_IS_SWEDENS =
      noClasses()
          .should()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now");
}
