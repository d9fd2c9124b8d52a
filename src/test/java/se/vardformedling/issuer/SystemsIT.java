package se.vardformedling.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;

/** Systems show who they are by a signed assertion, and are no more than they are registered as. */
@NodeIT
class SystemsIT {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @LocalServerPort int port;
  @Autowired List<DemoSystem> demoSystems;
  @Autowired Clock clock;
  private Asking http;
  private Api api;

  @BeforeEach
  void connect() {
    http = new Asking(port);
    api = new Api(port);
  }

  private DemoSystem system(String name) {
    return demoSystems.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private String issuer() {
    return "http://localhost:" + port;
  }

  private String tokenUrl() {
    return issuer() + "/oauth2/token";
  }

  private JWTClaimsSet.Builder claims(DemoSystem system) {
    return new JWTClaimsSet.Builder()
        .issuer(system.clientId())
        .subject(system.clientId())
        .audience(system.profile() == AssertionProfile.SMART ? tokenUrl() : issuer())
        .jwtID(UUID.randomUUID().toString())
        .issueTime(in(0))
        .expirationTime(in(120));
  }

  private Date in(int seconds) {
    return Date.from(clock.instant().plus(Duration.ofSeconds(seconds)));
  }

  private static JWSHeader.Builder header(DemoSystem system) {
    return new JWSHeader.Builder(algorithm(system))
        .type(system.profile().type())
        .keyID(system.key().getKeyID());
  }

  private static JWSAlgorithm algorithm(DemoSystem system) {
    return switch (system.name()) {
      case "journal-dalarna" -> JWSAlgorithm.RS384;
      case "journal-goteborg" -> JWSAlgorithm.ES256;
      default -> JWSAlgorithm.ES384;
    };
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT assertion = new SignedJWT(header, claims);
    assertion.sign(signer);
    return assertion.serialize();
  }

  private String assertion(DemoSystem system, JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(header(system).build(), claims.build(), signer(system.key()));
  }

  private Answer ask(String assertion, String scope, String... more) {
    StringBuilder form =
        new StringBuilder("grant_type=client_credentials")
            .append("&client_assertion_type=")
            .append(encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
            .append("&client_assertion=")
            .append(encoded(assertion));
    if (!scope.isEmpty()) {
      form.append("&scope=").append(encoded(scope));
    }
    for (String one : more) {
      form.append('&').append(one);
    }
    return http.send("POST", "/oauth2/token", form.toString(), FORM);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void signIn(String name, String scope) throws JOSEException {
    DemoSystem system = system(name);
    Answer answer = ask(assertion(system, claims(system)), scope);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().at("/token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.json().at("/expires_in").asInt()).isBetween(280, 300);
    assertThat(answer.json().has("refresh_token")).isFalse();
    api.know(name, answer.json().at("/access_token").asText());
  }

  @Test
  void a_journal_system_refers_and_receives_for_its_own_units_and_sees_no_other_case()
      throws JOSEException {
    signIn("journal-dalarna", "system/ServiceRequest.crus system/Task.rus");
    signIn("journal-goteborg", "system/ServiceRequest.crus system/Task.rus");

    Api.Answer need = api.post("journal-dalarna", "/fhir/ServiceRequest", Needs.knee());
    assertThat(need.status()).as(need.body()).isEqualTo(201);
    String caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    String task =
        api.get("journal-dalarna", "/fhir/Task?code=broker-case&group-identifier=" + caseId)
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    assertThat(api.get("journal-goteborg", "/fhir/ServiceRequest/" + need.id()).problem())
        .isEqualTo("not-found");
    assertThat(api.get("journal-goteborg", "/fhir/Task/" + task).problem()).isEqualTo("not-found");

    step(task, "claim");
    step(task, "assess");
    String inquiry =
        api.post("broker-dalarna", "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    assertThat(api.get("journal-goteborg", "/fhir/Task/" + inquiry).status()).isEqualTo(200);
    assertThat(api.get("journal-dalarna", "/fhir/Task/" + inquiry).status()).isEqualTo(404);
    assertThat(
            api.get("journal-goteborg", "/fhir/Task/" + inquiry + "/$available-transitions").body())
        .contains("\"accept\"");
    assertThat(api.post("journal-goteborg", "/fhir/ServiceRequest", Needs.knee()).problem())
        .isEqualTo("organisation-not-authorised");
    assertThat(
            api.post("journal-dalarna", "/fhir/Task", Needs.inquiry(task, "falun-knaprotes"))
                .problem())
        .isEqualTo("actor-not-allowed");
  }

  private void step(String task, String verb) {
    String version =
        api.get("broker-dalarna", "/fhir/Task/" + task).first("\"versionId\":\"(\\d+)\"");
    api.post(
        "broker-dalarna", "/fhir/Task/" + task + "/$transition", Needs.step(verb, version, ""));
  }

  @Test
  void the_feed_keeps_the_catalogue_and_sees_no_case() throws JOSEException {
    signIn("catalogue-feed", "system/*.crus");

    assertThat(
            api.post(
                    "catalogue-feed",
                    "/fhir/Organization",
                    "{\"resourceType\":\"Organization\",\"name\":\"Demokliniken"
                        + " Flödet\",\"identifier\":[{\"system\":\"urn:oid:2.5.4.97\",\"value\":\"4020000008\"}]}")
                .status())
        .isEqualTo(201);
    assertThat(api.get("catalogue-feed", "/fhir/Task").problem()).isEqualTo("actor-not-allowed");
    assertThat(api.get("catalogue-feed", "/fhir/Contract").problem())
        .isEqualTo("actor-not-allowed");
  }

  @Test
  void scopes_narrow_what_the_role_may_and_widen_nothing() throws JOSEException {
    signIn("journal-dalarna", "system/Organization.rs system/ServiceRequest.r");

    assertThat(api.get("journal-dalarna", "/fhir/Organization?_count=1").status()).isEqualTo(200);
    assertThat(api.get("journal-dalarna", "/fhir/ServiceRequest").problem())
        .isEqualTo("actor-not-allowed");
    assertThat(api.get("journal-dalarna", "/fhir/ServiceRequest/none").problem())
        .isEqualTo("not-found");
    assertThat(api.post("journal-dalarna", "/fhir/ServiceRequest", Needs.knee()).problem())
        .isEqualTo("actor-not-allowed");
    assertThat(api.get("journal-dalarna", "/fhir/Task").problem()).isEqualTo("actor-not-allowed");
    DemoSystem system = system("journal-dalarna");
    assertThat(error(ask(assertion(system, claims(system)), "system/*.cruds")))
        .isEqualTo("400 invalid_scope");
    assertThat(error(ask(assertion(system, claims(system)), "system/Contract.rs")))
        .isEqualTo("400 invalid_scope");
  }

  @Test
  void a_token_asked_for_without_a_scope_opens_nothing() throws JOSEException {
    signIn("journal-dalarna", "");

    assertThat(api.get("journal-dalarna", "/fhir/Organization?_count=1").problem())
        .isEqualTo("actor-not-allowed");
  }

  @Test
  void the_client_id_may_be_left_out_or_must_be_right() throws JOSEException {
    for (DemoSystem system : demoSystems) {
      String right = "client_id=" + encoded(system.clientId());
      assertThat(ask(assertion(system, claims(system)), "", right).status()).isEqualTo(200);
      assertThat(error(ask(assertion(system, claims(system)), "", "client_id=other")))
          .isEqualTo("401 invalid_client");
    }
  }

  @Test
  void an_assertion_is_taken_once_however_many_nodes_are_asked_at_once() throws Exception {
    DemoSystem system = system("journal-dalarna");
    String assertion = assertion(system, claims(system));
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers =
          many.invokeAll(java.util.Collections.nCopies(8, () -> ask(assertion, "").status()));
      int taken = 0;
      for (Future<Integer> answer : answers) {
        taken += answer.get() == 200 ? 1 : 0;
        assertThat(answer.get()).isIn(200, 401);
      }
      assertThat(taken).isEqualTo(1);
    } finally {
      many.shutdown();
    }
    assertThat(error(ask(assertion, ""))).isEqualTo("401 invalid_client");
  }

  @Test
  void every_wrong_assertion_is_refused() throws JOSEException {
    for (DemoSystem system : demoSystems) {
      wrong(system)
          .forEach(
              (what, assertion) ->
                  assertThat(error(ask(assertion, "")))
                      .as(system.name() + ": " + what)
                      .isEqualTo("401 invalid_client"));
    }
  }

  private Map<String, String> wrong(DemoSystem system) throws JOSEException {
    Map<String, String> wrong = new LinkedHashMap<>();
    boolean smart = system.profile() == AssertionProfile.SMART;
    RSAKey theirs = new RSAKeyGenerator(2048).generate();
    String other = smart ? issuer() : tokenUrl();
    wrong.put("the other profile's audience", assertion(system, claims(system).audience(other)));
    wrong.put(
        "two audiences", assertion(system, claims(system).audience(List.of(tokenUrl(), issuer()))));
    wrong.put("no audience", assertion(system, claims(system).audience((String) null)));
    wrong.put("another issuer", assertion(system, claims(system).issuer("other")));
    wrong.put("another subject", assertion(system, claims(system).subject("catalogue-feed-2")));
    wrong.put("expired", assertion(system, claims(system).expirationTime(in(-60))));
    wrong.put("without an end", assertion(system, claims(system).expirationTime(null)));
    wrong.put("living long", assertion(system, claims(system).expirationTime(in(3600))));
    wrong.put("not yet valid", assertion(system, claims(system).notBeforeTime(in(60))));
    wrong.put("without an id", assertion(system, claims(system).jwtID(null)));
    wrong.put("with a long id", assertion(system, claims(system).jwtID("x".repeat(300))));
    JOSEObjectType otherType =
        smart ? new JOSEObjectType("client-authentication+jwt") : JOSEObjectType.JWT;
    wrong.put(
        "the other profile's type",
        signed(
            header(system).type(otherType).build(), claims(system).build(), signer(system.key())));
    wrong.put("alg none", new PlainJWT(claims(system).build()).serialize());
    wrong.put(
        "public key as a secret",
        signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(system.profile().type()).build(),
            claims(system).build(),
            new MACSigner(publicBytes(system.key()))));
    wrong.put(
        "their key in the header",
        signed(
            new JWSHeader.Builder(JWSAlgorithm.RS384)
                .type(system.profile().type())
                .jwk(theirs.toPublicJWK())
                .build(),
            claims(system).build(),
            new RSASSASigner(theirs)));
    wrong.put(
        "their key by address",
        signed(
            new JWSHeader.Builder(JWSAlgorithm.RS384)
                .type(system.profile().type())
                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                .x509CertURL(URI.create("http://127.0.0.1:1/cert"))
                .build(),
            claims(system).build(),
            new RSASSASigner(theirs)));
    if (system.key() instanceof RSAKey rsa) {
      wrong.put(
          "an algorithm of the other profile",
          signed(
              new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build(),
              claims(system).build(),
              new RSASSASigner(rsa)));
    }
    return wrong;
  }

  private static byte[] publicBytes(JWK key) throws JOSEException {
    return key instanceof RSAKey rsa
        ? rsa.toRSAPublicKey().getEncoded()
        : key.toECKey().toECPublicKey().getEncoded();
  }

  private static String error(Answer answer) {
    return answer.status() + " " + answer.json().at("/error").asText();
  }

  @Test
  void what_says_how_to_get_a_token_tells_the_truth() throws JOSEException {
    Answer smart = http.send("GET", "/fhir/.well-known/smart-configuration", "");
    assertThat(smart.status()).isEqualTo(200);
    assertThat(smart.header("Content-Type")).startsWith("application/json");
    assertThat(smart.json().at("/token_endpoint").asText()).isEqualTo(tokenUrl());
    assertThat(smart.json().at("/issuer").asText()).isEqualTo(issuer());
    assertThat(smart.json().at("/grant_types_supported").toString())
        .isEqualTo("[\"client_credentials\"]");
    assertThat(smart.json().at("/capabilities").toString())
        .isEqualTo("[\"client-confidential-asymmetric\",\"permission-v2\"]");
    assertThat(http.send("GET", "/fhir/metadata", "").body()).contains("SMART-on-FHIR", tokenUrl());
  }

  @Test
  void an_assertion_in_the_address_is_refused() throws JOSEException {
    DemoSystem system = system("journal-dalarna");
    Answer answer =
        http.send(
            "POST",
            "/oauth2/token?client_assertion=" + assertion(system, claims(system)),
            "grant_type=client_credentials&client_assertion_type="
                + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            FORM);
    assertThat(error(answer)).isEqualTo("400 invalid_request");
  }

  @Test
  void the_demo_gives_a_systems_key_and_knows_no_other() {
    assertThat(http.send("GET", "/demo/key/journal-dalarna", "").body())
        .startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(http.send("GET", "/demo/key/other", "").status()).isEqualTo(404);
  }
}
