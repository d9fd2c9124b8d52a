package se.vardformedling.brokering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.WholeAnswer;

/**
 * This node's access token at the national node: asked for with an assertion signed by its own key
 * (SMART App Launch 2, Backend Services), kept until shortly before it ends.
 */
class NationalToken {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGEST = 1_000_000;
  private static final Duration ASSERTED = Duration.ofMinutes(2);
  private static final Duration BEFORE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is done there, and nothing else. */
  private static final String SCOPES =
      "system/ServiceRequest.crus system/Task.rus system/Organization.rs system/Endpoint.rs";

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Clock clock;
  private @Nullable Kept kept;

  NationalToken(Clock clock) {
    this.clock = clock;
  }

  private record Kept(String token, String of, Instant until) {}

  /** A token that lasts a while yet. */
  synchronized String token(NationalSettings settings) {
    String of = settings.url() + " " + settings.clientId();
    Kept now = kept;
    if (now != null && now.of().equals(of) && clock.instant().isBefore(now.until())) {
      return now.token();
    }
    Kept fetched = fetch(settings, of);
    kept = fetched;
    return fetched.token();
  }

  /** After a token has been refused: the issuer may have begun anew with other keys. */
  synchronized void forget() {
    kept = null;
  }

  private Kept fetch(NationalSettings settings, String of) {
    try {
      URI address = URI.create(settings.base() + "/.well-known/smart-configuration");
      String endpoint =
          json(HttpRequest.newBuilder(address).timeout(PATIENCE).build())
              .path("token_endpoint")
              .asText();
      NationalAddressRules.mustBeSafe(endpoint);
      String form =
          "grant_type=client_credentials&scope="
              + encoded(SCOPES)
              + "&client_assertion_type="
              + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
              + "&client_assertion="
              + encoded(assertion(settings, endpoint));
      JsonNode answer =
          json(
              HttpRequest.newBuilder(URI.create(endpoint))
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build());
      Duration lasts = Duration.ofSeconds(answer.path("expires_in").asLong(60));
      return new Kept(
          answer.path("access_token").asText(), of, clock.instant().plus(lasts).minus(BEFORE));
    } catch (IOException | IllegalArgumentException e) {
      throw Problem.NATIONAL_NODE_AWAY.because("no token: " + e.getClass().getSimpleName());
    } catch (GeneralSecurityException | JOSEException e) {
      throw Problem.NATIONAL_NODE_AWAY.because("VF_NATIONAL_KEY is no key that can sign");
    }
  }

  private JsonNode json(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> answer = WholeAnswer.of(http, request, LARGEST, PATIENCE.plusSeconds(1));
      if (answer.statusCode() != 200) {
        throw Problem.NATIONAL_NODE_AWAY.because("no token: status " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private String assertion(NationalSettings settings, String audience)
      throws IOException, GeneralSecurityException, JOSEException {
    PrivateKey key = key(Files.readString(Path.of(settings.key())));
    Instant now = clock.instant();
    JWSSigner signer =
        key instanceof ECPrivateKey curve ? new ECDSASigner(curve) : new RSASSASigner(key);
    JWSAlgorithm algorithm =
        List.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384, JWSAlgorithm.ES256).stream()
            .filter(signer.supportedJWSAlgorithms()::contains)
            .findFirst()
            .orElseThrow();
    JWSHeader.Builder header = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
    if (!settings.keyId().isBlank()) {
      header.keyID(settings.keyId());
    }
    SignedJWT assertion =
        new SignedJWT(
            header.build(),
            new JWTClaimsSet.Builder()
                .issuer(settings.clientId())
                .subject(settings.clientId())
                .audience(audience)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(ASSERTED)))
                .build());
    assertion.sign(signer);
    return assertion.serialize();
  }

  /** PKCS #8 says itself which kind of key it is; Java wants to be told. */
  private static PrivateKey key(String pem) throws GeneralSecurityException {
    byte[] bytes =
        Base64.getMimeDecoder().decode(pem.replaceAll("(?s).*-BEGIN PRIVATE KEY-+|-+END.*", ""));
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(bytes);
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (GeneralSecurityException notRsa) {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
