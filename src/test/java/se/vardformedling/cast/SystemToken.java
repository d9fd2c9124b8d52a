package se.vardformedling.cast;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/** How a demo node's journal systems sign in, as systems do. */
public final class SystemToken {
  private SystemToken() {}

  /** Demosjukhuset Mora and Falun. */
  public static String dalarna(int port) throws JOSEException, GeneralSecurityException {
    Api api = new Api(port);
    byte[] key = key(api, "journal-dalarna");
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS384).type(JOSEObjectType.JWT).build(),
            claims("journal-dalarna", "http://localhost:" + port + "/oauth2/token"));
    assertion.sign(
        new RSASSASigner(
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key))));
    return token(api, assertion);
  }

  /** Demokliniken Göteborg. */
  public static String goteborg(int port) throws JOSEException, GeneralSecurityException {
    Api api = new Api(port);
    byte[] key = key(api, "journal-goteborg");
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("client-authentication+jwt"))
                .build(),
            claims("https://journal.demokliniken.example", "http://localhost:" + port));
    assertion.sign(
        new ECDSASigner(
            (ECPrivateKey)
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key))));
    return token(api, assertion);
  }

  private static byte[] key(Api api, String system) {
    return Base64.getMimeDecoder()
        .decode(api.get("", "/demo/key/" + system).body().replaceAll("-----[A-Z ]+-----", ""));
  }

  private static JWTClaimsSet claims(String clientId, String audience) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(clientId)
        .subject(clientId)
        .audience(audience)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(120)))
        .build();
  }

  private static String token(Api api, SignedJWT assertion) {
    String scopes =
        "system/Patient.crus system/ServiceRequest.crus system/Task.rus system/DocumentReference.crus"
            + " system/Binary.crus system/Communication.rus";
    return api.send(
            "",
            "POST",
            "/oauth2/token",
            "application/x-www-form-urlencoded",
            "grant_type=client_credentials&scope="
                + encoded(scopes)
                + "&client_assertion_type="
                + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                + "&client_assertion="
                + encoded(assertion.serialize()))
        .first("\"access_token\":\"([^\"]*)\"");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
