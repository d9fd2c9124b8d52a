package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDaoCodeSystem;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDaoValueSet;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class ShippedTerminologyTest {
  private static final CodeType CODE = new CodeType("knaprotes");
  private final List<Object> asked = new ArrayList<>();

  @Test
  void a_code_system_that_ships_is_asked_by_its_address() {
    codeSystems()
        .validateCode(
            new IdType("CodeSystem/vardtjanst"), null, null, CODE, null, null, null, null);

    assertThat(asked.get(0)).isNull();
    assertThat(((UriType) asked.get(1)).getValue()).isEqualTo(Canonical.codeSystem("vardtjanst"));
    assertThat(asked.get(3)).isSameAs(CODE);
  }

  @Test
  void a_value_set_that_ships_is_asked_by_its_address() {
    valueSets()
        .validateCode(null, new IdType("ValueSet/vardtjanst"), CODE, null, null, null, null, null);

    assertThat(((UriType) asked.get(0)).getValue()).isEqualTo(Canonical.valueSet("vardtjanst"));
    assertThat(asked.get(1)).isNull();
    assertThat(asked.get(2)).isSameAs(CODE);
  }

  @Test
  void what_does_not_ship_is_asked_as_it_was() {
    IdType id = new IdType("CodeSystem/none-such");
    codeSystems().validateCode(id, null, null, CODE, null, null, null, null);

    assertThat(asked.get(0)).isSameAs(id);
    assertThat(asked.get(1)).isNull();
  }

  @Test
  void a_value_set_that_is_sent_has_at_most_twenty_parts() {
    ValueSet sent = new ValueSet();
    for (int part = 0; part < 20; part++) {
      sent.getCompose().addInclude();
    }
    ExpansionRules.check(sent);

    sent.getCompose().addExclude();
    assertThatThrownBy(() -> ExpansionRules.check(sent)).hasMessage("bad-parameter");
    assertThatThrownBy(() -> ExpansionRules.check(new CodeSystem())).hasMessage("bad-parameter");
  }

  @Test
  void an_expansion_of_what_is_in_no_database_is_told_in_pages() {
    ValueSet whole = new ValueSet();
    for (String code : List.of("a", "b", "c")) {
      whole.getExpansion().addContains().setCode(code);
    }

    assertThat(ExpansionRules.part(whole, null, null, null)).isSameAs(whole);
    assertThat(told(ExpansionRules.part(whole, null, null, 2))).isEqualTo("0 of 3: ab");
    assertThat(told(ExpansionRules.part(whole, null, 1, null))).isEqualTo("1 of 3: bc");
    assertThat(told(ExpansionRules.part(whole, null, 2, 5))).isEqualTo("2 of 3: c");
    assertThat(told(ExpansionRules.part(whole, null, 7, 5))).isEqualTo("7 of 3: ");
    assertThat(told(ExpansionRules.part(whole, null, 0, 0))).isEqualTo("0 of 3: ");
    assertThat(told(ExpansionRules.part(whole, "B", null, null))).isEqualTo("0 of 1: b");
    assertThat(told(ExpansionRules.part(whole, "null", null, null))).isEqualTo("0 of 0: ");
    assertThat(whole.getExpansion().getContains()).hasSize(3);

    whole.getExpansion().setOffset(4).setTotal(7);
    assertThat(ExpansionRules.part(whole, null, 4, 3)).as("HAPI's own page").isSameAs(whole);
  }

  private static String told(ValueSet page) {
    StringBuilder told = new StringBuilder();
    told.append(page.getExpansion().getOffset())
        .append(" of ")
        .append(page.getExpansion().getTotal())
        .append(": ");
    page.getExpansion().getContains().forEach(one -> told.append(one.getCode()));
    return told.toString();
  }

  @SuppressWarnings("unchecked")
  private IFhirResourceDaoCodeSystem<CodeSystem> codeSystems() {
    return shipped()
        .over((IFhirResourceDaoCodeSystem<CodeSystem>) hapi(IFhirResourceDaoCodeSystem.class));
  }

  @SuppressWarnings("unchecked")
  private IFhirResourceDaoValueSet<ValueSet> valueSets() {
    return shipped()
        .over((IFhirResourceDaoValueSet<ValueSet>) hapi(IFhirResourceDaoValueSet.class));
  }

  private Object hapi(Class<?> store) {
    return Proxy.newProxyInstance(
        store.getClassLoader(),
        new Class<?>[] {store},
        (proxy, method, arguments) -> {
          Collections.addAll(asked, arguments);
          return null;
        });
  }

  private static ShippedTerminology shipped() {
    Definitions definitions =
        new Definitions(
            FhirContext.forR4Cached(),
            new StaticListableBeanFactory().getBeanProvider(DefinitionChanges.class));
    return new ShippedTerminology(
        definitions, new ShippedMaps(definitions, (from, to, code, mapped) -> code::equals));
  }
}
