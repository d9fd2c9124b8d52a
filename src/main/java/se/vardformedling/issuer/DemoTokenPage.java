package se.vardformedling.issuer;

import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A token by one {@code curl}, in the demo only. */
@RestController
@Profile("demo")
class DemoTokenPage {
  private final DemoTokens tokens;

  DemoTokenPage(DemoTokens demoTokens) {
    this.tokens = demoTokens;
  }

  @GetMapping(path = "/demo/token/{persona}", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> token(@PathVariable String persona) {
    return Persona.named(persona)
        .map(
            known ->
                ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(tokens.tokenOf(known)))
        .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND).body(list()));
  }

  private static String list() {
    return "No such persona. There are: "
        + Persona.ALL.stream().map(Persona::id).collect(Collectors.joining(", "));
  }
}
