package se.vardformedling.notification;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public key that notifications are verified with, as a JWK set. */
@RestController
class KeysPage {
  private final NodeKey key;

  KeysPage(NodeKey key) {
    this.key = key;
  }

  @GetMapping(value = "/.well-known/vf-notify.json", produces = MediaType.APPLICATION_JSON_VALUE)
  String keys() {
    return key.publicKeys();
  }
}
