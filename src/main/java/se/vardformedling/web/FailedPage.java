package se.vardformedling.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import se.vardformedling.security.OldForms;

/** What a person sees when a page is missing or fails: no more than the status and a reference. */
@Controller
class FailedPage implements ErrorController {

  @RequestMapping("/error")
  String failed(HttpServletRequest request, Model model) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    boolean missing = Integer.valueOf(404).equals(status) || status == null;
    model.addAttribute("missing", missing);
    model.addAttribute("old", request.getAttribute(OldForms.ATTRIBUTE));
    model.addAttribute("reference", request.getAttribute("vf.requestId"));
    return "web/failed";
  }
}
