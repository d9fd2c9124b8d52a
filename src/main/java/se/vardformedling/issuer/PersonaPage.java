package se.vardformedling.issuer;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The demo's sign-in: choose who to be. */
@Controller
@Profile("demo")
class PersonaPage {
  static final String PATH = "/signin/persona";

  @GetMapping(PATH)
  String choose(Model model) {
    model.addAttribute("personas", Persona.ALL);
    return "issuer/persona";
  }
}
