package se.vardformedling.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The report: who tried what, and whether the answer told anything. */
final class PolicyMatrix {
  /** Kept over the tests of one run: they add up to one report. */
  private static final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

  private static final Map<String, Map<String, String>> routes = new LinkedHashMap<>();
  private static final Set<String> callers = new LinkedHashSet<>();
  private static int all;
  private static int leaks;
  private int tried;

  /** What a route answered to a caller: the fault, or whether it may. */
  void route(String caller, String route, String fault, boolean allowed) {
    String name = caller.isEmpty() ? "no token" : caller;
    callers.add(name);
    routes
        .computeIfAbsent(route, r -> new LinkedHashMap<>())
        .put(name, fault.isEmpty() ? (allowed ? "open" : "refused") : "FAULT " + fault);
    tried++;
    all++;
    leaks += fault.isEmpty() ? 0 : 1;
  }

  void tried(String caller, String probe, String leak) {
    String name = caller.isEmpty() ? "no token" : caller;
    callers.add(name);
    rows.computeIfAbsent(probe, p -> new LinkedHashMap<>()).put(name, leak);
    tried++;
    all++;
    leaks += leak.isEmpty() ? 0 : 1;
  }

  int size() {
    return tried;
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Who may see"
            + " what</title>");
    lines.add(
        "<style>table{border-collapse:collapse}th,td{border:1px solid #555;padding:.2rem"
            + " .4rem;text-align:left}</style>");
    lines.add("</head><body><main><h1>Who may see what</h1>");
    lines.add("<p>%d combinations of caller and request; %d leaks.</p>".formatted(all, leaks));
    lines.add("<p>“as never” means: status and body were those for an id that never was.</p>");
    lines.add(
        "<table><caption>Requests by caller</caption><thead><tr><th scope=\"col\">Request</th>");
    callers.forEach(caller -> lines.add("<th scope=\"col\">" + caller + "</th>"));
    lines.add("</tr></thead><tbody>");
    rows.forEach(
        (probe, results) -> {
          lines.add("<tr><th scope=\"row\"><code>" + HtmlUtils.htmlEscape(probe) + "</code></th>");
          callers.forEach(caller -> lines.add("<td>" + cell(results.get(caller)) + "</td>"));
          lines.add("</tr>");
        });
    lines.add("</tbody></table>");
    routes(lines);
    policy(lines);
    lines.add("</main></body></html>");
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private static void routes(List<String> lines) {
    lines.add("<table><caption>Routes by caller</caption><thead><tr><th scope=\"col\">Route</th>");
    callers.forEach(caller -> lines.add("<th scope=\"col\">" + caller + "</th>"));
    lines.add("</tr></thead><tbody>");
    routes.forEach(
        (route, results) -> {
          String name = route.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[id]");
          lines.add("<tr><th scope=\"row\"><code>" + HtmlUtils.htmlEscape(name) + "</code></th>");
          callers.forEach(
              caller -> lines.add("<td>" + results.getOrDefault(caller, "not tried") + "</td>"));
          lines.add("</tr>");
        });
    lines.add("</tbody></table>");
  }

  private static String cell(@Nullable String leak) {
    return leak == null ? "may see it" : leak.isEmpty() ? "as never" : "<strong>LEAK</strong>";
  }

  private static void policy(List<String> lines) {
    lines.add(
        "<table><caption>Role, action and type</caption><thead><tr><th scope=\"col\">Type</th>");
    List<Role> roles = new ArrayList<>(List.of(Role.values()));
    roles.remove(Role.SYSTEM);
    roles.forEach(role -> lines.add("<th scope=\"col\">" + role.claim() + "</th>"));
    lines.add("</tr></thead><tbody>");
    for (String type : PolicyTest.TYPES) {
      lines.add("<tr><th scope=\"row\">" + type + "</th>");
      for (Role role : roles) {
        StringBuilder cell = new StringBuilder();
        for (Action action : Action.values()) {
          cell.append(
              Policy.NATIONAL.allows(role, action, type)
                  ? action.name().toLowerCase(java.util.Locale.ROOT) + " "
                  : "");
        }
        lines.add("<td>" + (cell.isEmpty() ? "–" : cell.toString().strip()) + "</td>");
      }
      lines.add("</tr>");
    }
    lines.add("</tbody></table>");
  }
}
