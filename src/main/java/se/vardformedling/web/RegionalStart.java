package se.vardformedling.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.security.RegionalNode;

/** Where one comes after sign-in on a regional node: the pages that are one's work. */
@Controller
@RegionalNode
class RegionalStart {
  @GetMapping("/app")
  String start(Model model) {
    model.addAttribute("hasCases", false);
    return "web/home";
  }
}
