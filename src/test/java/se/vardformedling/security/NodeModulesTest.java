package se.vardformedling.security;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What one kind of node leaves out may not be missed by what it loads. */
@AnalyzeClasses(
    packages = "se.vardformedling",
    importOptions = ImportOption.DoNotIncludeTests.class)
class NodeModulesTest {

  @ArchTest
  static final ArchRule A_REGIONAL_NODE_MISSES_NOTHING_OF_THE_NATIONAL_ONE =
      missesNothing(NationalNode.class);

  @ArchTest
  static final ArchRule THE_NATIONAL_NODE_MISSES_NOTHING_OF_A_REGIONAL_ONE =
      missesNothing(RegionalNode.class);

  private static ArchRule missesNothing(Class<? extends Annotation> leftOut) {
    return noClasses()
        .that()
        .areMetaAnnotatedWith(Component.class)
        .and(DescribedPredicate.not(belongsTo(leftOut)))
        .and()
        .doNotHaveFullyQualifiedName("se.vardformedling.Application")
        .should()
        .dependOnClassesThat(belongsTo(leftOut));
  }

  /** By its own annotation or that of a package it is in. */
  private static DescribedPredicate<JavaClass> belongsTo(Class<? extends Annotation> node) {
    return DescribedPredicate.describe(
        "belong to @" + node.getSimpleName(),
        one -> one.isAnnotatedWith(node) || within(Optional.of(one.getPackage()), node));
  }

  private static boolean within(Optional<JavaPackage> place, Class<? extends Annotation> node) {
    return place
        .map(one -> one.isAnnotatedWith(node) || within(one.getParent(), node))
        .orElse(false);
  }
}
