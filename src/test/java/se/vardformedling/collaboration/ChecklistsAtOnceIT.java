package se.vardformedling.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

/** Two checklists for one region and service that come together. */
@NodeIT
class ChecklistsAtOnceIT {
  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void in_one_transaction_neither_stands_and_the_next_try_with_one_does() {
    Api.Answer both = send("falun-koloskopi", "falun-koloskopi");

    assertThat(both.status()).isEqualTo(409);
    assertThat(both.problem()).isEqualTo("checklist-exists");
    assertThat(checklists("falun-koloskopi")).isEmpty();
    assertThat(send("falun-koloskopi", "mora-koloskopi").status()).isEqualTo(200);
    assertThat(checklists("falun-koloskopi")).hasSize(1);
    assertThat(checklists("mora-koloskopi")).hasSize(1);
  }

  @Test
  void of_two_transactions_at_once_one_wins() throws Exception {
    api.token("broker-dalarna");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Callable<Integer> one = () -> send("mora-hoftprotes").status();
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> status : pool.invokeAll(List.of(one, one))) {
      statuses.add(status.get());
    }
    pool.shutdown();

    assertThat(statuses).containsExactlyInAnyOrder(200, 409);
    assertThat(checklists("mora-hoftprotes")).hasSize(1);
  }

  private Api.Answer send(String... services) {
    String entries =
        String.join(
            ",",
            List.of(services).stream()
                .map(
                    service ->
                        """
                        {"fullUrl":"urn:uuid:%s","request":{"method":"POST","url":"QuestionnaireResponse"},
                         "resource":{"resourceType":"QuestionnaireResponse","status":"in-progress",
                          "questionnaire":"https://fhir.vardformedling.example/Questionnaire/new-collaboration",
                          "subject":{"reference":"HealthcareService/%s"},"authored":"2026-11-26T08:00:00+01:00",
                          "author":{"reference":"Organization/region-20"}}}
                        """
                            .formatted(UUID.randomUUID(), service))
                .toList());
    return api.post(
        "broker-dalarna",
        "/fhir",
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}");
  }

  private List<String> checklists(String service) {
    return sql.sql("select response_id from vf.collaboration where service_id = :service")
        .param("service", service)
        .query(String.class)
        .list();
  }
}
