package se.vardformedling.security;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Signing in, out, and who one is signed in as. */
@Controller
class SignInPage {

  @GetMapping(SignIn.PATH)
  String signIn() {
    return "redirect:" + SignIn.AUTHORIZATION_PATH + "/" + SignIn.REGISTRATION;
  }

  @GetMapping(SignIn.FAILED_PATH)
  String failed(Model model) {
    return message(model, "failed");
  }

  @GetMapping(SignIn.OUT_PATH)
  String out(Model model) {
    return message(model, "out");
  }

  private static String message(Model model, String what) {
    model.addAttribute("what", what);
    return "security/signin";
  }

  @GetMapping("/app/me")
  String me(Model model) {
    model.addAttribute("caller", Caller.current());
    return "security/me";
  }
}
