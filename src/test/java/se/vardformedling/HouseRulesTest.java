package se.vardformedling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

@AnalyzeClasses(
    packages = "se.vardformedling",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule ONLY_FHIR_TOUCHES_HAPIS_STORAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..vardformedling.fhir..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ca.uhn.fhir.jpa..");

  @ArchTest
  static final ArchRule DECISIONS_ARE_PURE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rules")
          .and()
          .resideOutsideOfPackage("..vardformedling.fhir..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "org.hl7.fhir..", "ca.uhn.fhir..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule DECISIONS_ASK_NO_CLOCK =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rules")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule TIME_IS_AN_ARGUMENT =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule NAMES_SAY_SOMETHING =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Impl")
          .andShould()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Dto")
          .andShould()
          .haveSimpleNameNotEndingWith("Service");

  @ArchTest
  static final ArchRule IDENTIFIERS_KNOW_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAPackage("..vardformedling.identifier..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework.beans..",
              "org.springframework.web..",
              "org.hl7.fhir..",
              "ca.uhn.fhir..");
}
