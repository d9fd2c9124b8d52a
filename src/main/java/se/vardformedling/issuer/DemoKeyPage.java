package se.vardformedling.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A demo system's private key as PEM, so that its sign-in can be tried; in the demo only. */
@RestController
@Profile("demo")
class DemoKeyPage {
  private final List<DemoSystem> systems;

  DemoKeyPage(List<DemoSystem> demoSystems) {
    this.systems = demoSystems;
  }

  @GetMapping(path = "/demo/key/{system}", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> key(@PathVariable String system) throws JOSEException {
    for (DemoSystem known : systems) {
      if (known.name().equals(system)) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(pem(known.key()));
      }
    }
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .body(
            "No such system. There are: "
                + systems.stream().map(DemoSystem::name).collect(Collectors.joining(", ")));
  }

  private static String pem(JWK key) throws JOSEException {
    PrivateKey secret = ((AsymmetricJWK) key).toPrivateKey();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(secret.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
