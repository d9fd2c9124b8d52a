package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

/** Forged tokens, smuggled requests, and elements that are not the caller's to write. */
@NodeIT
class AttacksIT {
  private static final String BROKER = "broker-dalarna";
  private static final String REFERRER = "referrer-dalarna";
  private static final String PARTY =
      "https://fhir.vardformedling.example/StructureDefinition/party";

  @LocalServerPort int port;
  @Autowired ECKey demoKey;
  @Autowired Clock clock;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("http://localhost:" + port)
        .audience("vardformedling")
        .subject(BROKER)
        .claim("authorizationScope", "vardformedlare")
        .claim("healthCareProviderHsaId", "TSTNMT2321000156-VG20")
        .issueTime(in(0))
        .expirationTime(in(10));
  }

  private Date in(int minutes) {
    return Date.from(clock.instant().plus(Duration.ofMinutes(minutes)));
  }

  private String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(new JWSHeader.Builder(JWSAlgorithm.ES256), claims, new ECDSASigner(demoKey));
  }

  private static String signed(
      JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header.build(), claims.build());
    token.sign(signer);
    return token.serialize();
  }

  @Test
  void a_token_as_it_should_be_is_taken() throws JOSEException {
    api.know("good", signed(claims()));

    assertThat(api.get("good", "/fhir/Organization/region-20").status()).isEqualTo(200);
  }

  @Test
  void every_forged_token_is_401_and_tells_nothing() throws JOSEException {
    ECKey theirs = new ECKeyGenerator(Curve.P_256).generate();
    JWSSigner their = new ECDSASigner(theirs);
    byte[] open = demoKey.toECPublicKey().getEncoded();
    String good = signed(claims());
    String body = good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("expired", signed(claims().expirationTime(in(-5)).issueTime(in(-20))));
    forged.put("without an end", signed(claims().expirationTime(null)));
    forged.put("not yet valid", signed(claims().notBeforeTime(in(5))));
    forged.put("for another audience", signed(claims().audience("other")));
    forged.put("for no audience", signed(claims().audience((String) null)));
    forged.put("of another issuer", signed(claims().issuer("https://elsewhere.example")));
    forged.put("of no issuer", signed(claims().issuer(null)));
    forged.put("alg none", new PlainJWT(claims().build()).serialize());
    forged.put("alg none with a signature", "eyJhbGciOiJub25lIn0" + body + "AAAA");
    forged.put("signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
    forged.put("signature left out", good.substring(0, good.lastIndexOf('.')));
    forged.put("signature changed", good.substring(0, good.length() - 6) + "AAAAAA");
    forged.put(
        "public key as a secret",
        signed(new JWSHeader.Builder(JWSAlgorithm.HS256), claims(), new MACSigner(open)));
    forged.put(
        "another algorithm of the right key",
        Base64URL.encode("{\"alg\":\"ES384\"}") + good.substring(good.indexOf('.')));
    forged.put(
        "their key of another kind",
        signed(
            new JWSHeader.Builder(JWSAlgorithm.RS384),
            claims(),
            new RSASSASigner(new RSAKeyGenerator(2048).generate())));
    forged.put("their key", signed(new JWSHeader.Builder(JWSAlgorithm.ES256), claims(), their));
    forged.put(
        "their key in the header",
        signed(
            new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(theirs.toPublicJWK()), claims(), their));
    forged.put(
        "bound to a certificate that was not shown",
        signed(claims().claim("cnf", Map.of("x5t#S256", "bm90IHRoaXMgb25l"))));
    forged.put("garbage", "a.b.c");
    forged.put("no token at all", "%20");
    forged.put("long", "a".repeat(12_000));
    forged.forEach(
        (name, token) -> {
          api.know(name, token);
          Api.Answer answer = api.get(name, "/fhir/Organization/region-20");
          assertThat(answer.status()).as(name).isEqualTo(401);
          assertThat(answer.problem())
              .as(name)
              .isEqualTo(name.equals("expired") ? "token-expired" : "token-missing");
          assertThat(answer.headers().firstValue("WWW-Authenticate")).as(name).isPresent();
          assertThat(answer.body()).as(name).doesNotContain("diagnostics", "Jwt", "key");
        });
  }

  @Test
  void a_huge_token_is_401_and_one_in_the_address_is_none() throws JOSEException {
    api.know("huge", "a".repeat(40_000));

    assertThat(api.get("huge", "/fhir/Organization/region-20").status()).isEqualTo(401);
    assertThat(
            api.get("", "/fhir/Organization/region-20?access_token=" + signed(claims())).status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "SYSTEM", "anonymous", "", "vardformedlare "})
  void a_role_that_nobody_has_gives_no_rights(String role) throws JOSEException {
    String name = "role " + role;
    api.know(name, signed(claims().claim("authorizationScope", role)));

    assertThat(api.get(name, "/fhir/Organization/region-20").problem())
        .isEqualTo("actor-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, http://127.0.0.1:8080/fhir/Organization/region-20, 400",
    "GET, https://elsewhere.example/fhir/Organization/region-20, 400",
    "GET, //elsewhere.example/Organization/region-20, 400",
    "GET, ../actuator/prometheus, 400",
    "GET, Organization/../Task, 400",
    "GET, Organization/%2e%2e/Task, 400",
    "GET, _history, 400",
    "GET, metadata, 400",
    "GET, AuditEvent, 403",
    "GET, Encounter, 403",
    "GET, Patient, 403",
    "POST, Organization, 403",
    "POST, Bundle, 403",
    "POST, '', 422",
    "PUT, Organization/region-20, 403",
    "DELETE, Task/x, 405"
  })
  void an_entry_cannot_do_what_a_request_may_not(String method, String url, int status) {
    String resource =
        method.equals("GET") || method.equals("DELETE")
            ? ""
            : ",\"resource\":{\"resourceType\":\"Organization\",\"id\":\"region-20\",\"name\":\"A\"}";
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"%s\",\"url\":\"%s\"}%s}]}"
            .formatted(method, url, resource);

    assertThat(api.post(BROKER, "/fhir", bundle).status()).isEqualTo(status);
  }

  @Test
  void a_bundle_in_a_bundle_and_an_overridden_method_do_nothing() {
    String inner =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"POST\",\"url\":\"Organization\"},\"resource\":{\"resourceType\":\"Organization\",\"name\":\"A\"}}]}";
    String outer =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"POST\",\"url\":\"Bundle\"},\"resource\":"
            + inner
            + "}]}";
    assertThat(api.post(BROKER, "/fhir", outer).status()).isEqualTo(403);
    assertThat(
            api.get(BROKER, "/fhir/Organization/region-20", "X-HTTP-Method-Override", "DELETE")
                .status())
        .isEqualTo(200);
  }

  /** What is sent, then the status, then what the stored need must not say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"requisition\":{\"system\":\"https://fhir.vardformedling.example/sid/case-id\",\"value\":\"VF-0000000000A0\"},|422|-",
        "\"id\":\"mine\",|201|\"id\":\"mine\"",
        "\"meta\":{\"versionId\":\"7\",\"lastUpdated\":\"2001-01-01T00:00:00Z\"},|201|2001-01-01",
        "\"performer\":[{\"reference\":\"Organization/none\"}],|400|-",
        "\"note\":[{\"text\":\"x\"}],|422|-",
        "\"patientInstruction\":\"x\",|422|-",
        "\"text\":{\"status\":\"generated\",\"div\":\"<div"
            + " xmlns='http://www.w3.org/1999/xhtml'>x</div>\"},|422|-"
      })
  void what_the_server_owns_in_a_need_is_refused_or_written_over(
      String element, int status, String never) {
    Api.Answer answer =
        api.post(
            REFERRER,
            "/fhir/ServiceRequest",
            Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", element));

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain(never.equals("-") ? "\u0000" : never);
  }

  @Test
  void status_party_and_due_date_of_a_need_are_the_servers() {
    String party =
        Needs.knee()
            .replace(
                "\"extension\":[{\"url\":\"https://fhir.vardformedling.example/StructureDefinition/guarantee-clock\",\"extension\":[",
                "\"extension\":[{\"url\":\""
                    + PARTY
                    + "\",\"valueString\":\"region:03\"},{\"url\":\"https://fhir.vardformedling.example/StructureDefinition/guarantee-clock\",\"extension\":[{\"url\":\"due\",\"valueDate\":\"2031-01-01\"},");
    Api.Answer answer = api.post(REFERRER, "/fhir/ServiceRequest", party);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).doesNotContain("region:03", "2031-01-01").contains("region:20");

    for (String status : new String[] {"completed", "revoked", "on-hold", "entered-in-error"}) {
      assertThat(
              api.post(
                      REFERRER,
                      "/fhir/ServiceRequest",
                      Needs.knee()
                          .replace("\"status\":\"active\"", "\"status\":\"" + status + "\""))
                  .status())
          .as(status)
          .isEqualTo(422);
    }
    for (String change :
        new String[] {
          "region:20>region:03",
          "\"active\">\"completed\"",
          "unit-mora>unit-falun",
          "\"code\":\"knaprotes\">\"code\":\"hoftprotes\""
        }) {
      String[] part = change.split(">");
      assertThat(
              api.put(
                      REFERRER,
                      "/fhir/ServiceRequest/" + answer.id(),
                      answer.body().replace(part[0], part[1]),
                      "If-Match",
                      "W/\"1\"")
                  .status())
          .as(change)
          .isIn(403, 422);
    }
  }

  @Test
  void everything_in_an_inquiry_but_what_is_asked_of_whom_is_the_servers() {
    String ofCase = "sid/case-id\",\"value\":\"([^\"]*)\"";
    String caseId = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee()).first(ofCase);
    String another = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee()).first(ofCase);
    String task =
        api.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    api.post(BROKER, "/fhir/Task/" + task + "/$transition", Needs.step("claim", "1", ""));
    api.post(BROKER, "/fhir/Task/" + task + "/$transition", Needs.step("assess", "2", ""));
    String more =
        "\"owner\":{\"reference\":\"Organization/unit-falun\"},"
            + "\"groupIdentifier\":{\"system\":\"https://fhir.vardformedling.example/sid/case-id\",\"value\":\""
            + another
            + "\"},"
            + "\"businessStatus\":{\"coding\":[{\"system\":\"https://fhir.vardformedling.example/CodeSystem/inquiry-state\",\"code\":\"selected\"}]},"
            + "\"extension\":[{\"url\":\""
            + PARTY
            + "\",\"valueString\":\"unit:TSTNMT2321000156-VF0001\"}],";
    String sent =
        Needs.inquiry(task, "goteborg-knaprotes").replace("\"intent\"", more + "\"intent\"");
    Api.Answer inquiry = api.post(BROKER, "/fhir/Task", sent);

    assertThat(inquiry.status()).as(inquiry.body()).isEqualTo(201);
    assertThat(inquiry.body())
        .contains("unit-goteborg", caseId, "\"code\":\"requested\"")
        .doesNotContain("unit-falun", another, "\"selected\"", "VF0001");
    assertThat(api.get("provider-falun", "/fhir/Task/" + inquiry.id()).status()).isEqualTo(404);
  }
}
