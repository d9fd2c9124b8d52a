package se.vardformedling.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.imports.PreviewRows.Planned;

/** What people call that which a file changes or ends. */
@Component
class ChangeNames {
  private static final String SERVICES =
      "select service_id as id, min(name) as name from vf.offer where service_id = any(:ids) group by 1";
  private static final String UNITS =
      "select organization_id as id, name from vf.party where organization_id = any(:ids)";

  private final JdbcClient sql;
  private final ObjectMapper json = new ObjectMapper();

  ChangeNames(JdbcClient sql) {
    this.sql = sql;
  }

  /** As each was called before, by its key; nothing for what is new. */
  Map<String, String> of(List<Planned> changes) {
    Map<String, JsonNode> before = new HashMap<>();
    changes.forEach(one -> read(one.before()).ifPresent(was -> before.put(one.key(), was)));
    Map<String, String> services = called(SERVICES, before.values(), ChangeNames::service);
    Map<String, String> units = called(UNITS, before.values(), ChangeNames::unit);
    return before.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> name(one.getValue(), services, units)));
  }

  private static String name(
      JsonNode was, Map<String, String> services, Map<String, String> units) {
    String unit = units.getOrDefault(unit(was), "");
    return switch (was.path("resourceType").asText()) {
      case "MeasureReport" -> {
        String service = services.getOrDefault(service(was), "");
        yield (service.isEmpty() ? unit : service) + ", " + was.path("date").asText();
      }
      case "OrganizationAffiliation" -> unit;
      case "Contract" -> was.path("identifier").path(0).path("value").asText();
      default -> was.path("name").asText();
    };
  }

  /** The unit that a figure or an affiliation is of. */
  private static String unit(JsonNode was) {
    JsonNode of =
        was.path("resourceType").asText().equals("MeasureReport")
            ? was.path("reporter")
            : was.path("participatingOrganization");
    return id(of);
  }

  /** The service that a figure is of, if it is of one. */
  private static String service(JsonNode was) {
    return StreamSupport.stream(was.path("extension").spliterator(), false)
        .filter(one -> one.path("url").asText().equals(Canonical.profile("measured-service")))
        .map(one -> id(one.path("valueReference")))
        .findFirst()
        .orElse("");
  }

  private static String id(JsonNode reference) {
    String text = reference.path("reference").asText();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private Map<String, String> called(
      String query, Collection<JsonNode> before, Function<JsonNode, String> of) {
    String[] ids =
        before.stream().map(of).filter(id -> !id.isEmpty()).distinct().toArray(String[]::new);
    return ids.length == 0
        ? Map.of()
        : sql
            .sql(query)
            .param("ids", ids)
            .query(
                (row, n) ->
                    Map.entry(
                        row.getString("id"), Optional.ofNullable(row.getString("name")).orElse("")))
            .list()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<JsonNode> read(@Nullable String before) {
    try {
      return before == null ? Optional.empty() : Optional.of(json.readTree(before));
    } catch (JsonProcessingException ours) {
      throw new UncheckedIOException(ours);
    }
  }
}
