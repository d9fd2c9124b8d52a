package se.vardformedling.web;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.handover.PacketStatuses;
import se.vardformedling.security.Caller;
import se.vardformedling.security.RegionalNode;
import se.vardformedling.security.Role;

/** Where one comes after sign-in on a regional node: the pages that are one's work. */
@Controller
@RegionalNode
class RegionalStart {
  private static final Set<Role> MESSAGES = Set.of(Role.REMITTENT, Role.MOTTAGARE);
  private final PacketStatuses statuses;

  RegionalStart(PacketStatuses statuses) {
    this.statuses = statuses;
  }

  @GetMapping("/app")
  String start(Model model) {
    Caller caller = Caller.current();
    model.addAttribute("hasCases", false);
    if (MESSAGES.contains(caller.role()) && !caller.units().isEmpty()) {
      model.addAttribute("waiting", Map.of("messages", statuses.waiting(caller)));
    }
    return "web/home";
  }
}
