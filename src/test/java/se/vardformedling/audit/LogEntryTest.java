package se.vardformedling.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogEntryTest {

  @Test
  void of_an_entry_that_is_about_several_regions_cases_each_sees_its_own() {
    LogEntry entry =
        new LogEntry(
            7,
            Instant.EPOCH,
            "14",
            "provider-goteborg",
            "mottagare",
            null,
            null,
            "search-type Task",
            List.of("Organization/1", "Task/ours", "Task/theirs"),
            List.of("VF-OURS", "VF-THEIRS"),
            "CAREMGT",
            200,
            UUID.randomUUID(),
            UUID.randomUUID(),
            null);

    LogEntry seen =
        entry.about(Set.of("VF-OURS"), Map.of("Task/ours", "VF-OURS", "Task/theirs", "VF-THEIRS"));

    assertThat(seen.entities()).containsExactly("Task/ours");
    assertThat(seen.caseIds()).containsExactly("VF-OURS");
    assertThat(seen.subject()).isEqualTo("provider-goteborg");
  }
}
