package se.vardformedling.brokering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NationalAddressRulesTest {

  @ParameterizedTest
  @CsvSource({
    "https://national.example/fhir,true",
    "http://127.0.0.1:8080/fhir,true",
    "http://localhost/fhir,true",
    "http://[::1]:8080/fhir,true",
    "http://national.example/fhir,false",
    "http://127.0.0.1.example/fhir,false",
    "http://localhost@national.example/fhir,false",
    "file:///etc/hostname,false",
    "/token,false",
    "'not an address',false"
  })
  void the_token_goes_over_tls_or_stays_on_the_machine(String address, boolean safe) {
    assertThat(NationalAddressRules.isSafe(address)).isEqualTo(safe);
  }
}
