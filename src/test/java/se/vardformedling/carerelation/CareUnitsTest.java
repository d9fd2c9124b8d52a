package se.vardformedling.carerelation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

class CareUnitsTest {

  @Test
  void a_mark_without_a_unit_is_nobodys_and_none_is_made() {
    Patient patient = new Patient();
    patient.getMeta().addTag().setSystem(CareUnits.SYSTEM);
    CareUnits.mark(patient, "mora");

    assertThat(CareUnits.of(patient)).containsExactly("mora");
    assertThatThrownBy(() -> CareUnits.mark(patient, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_task_that_is_taken_is_the_same_matter_and_one_of_another_case_or_kind_is_not() {
    Task before = task();
    Task taken = task();
    taken.setStatus(Task.TaskStatus.COMPLETED);
    Task other = task();
    other.setGroupIdentifier(new Identifier().setValue("another"));
    Task order = task();
    order.getCode().getCodingFirstRep().setCode("fulfill");

    assertThat(CareUnitResource.sameMatter(before, taken)).isTrue();
    assertThat(CareUnitResource.sameMatter(before, other)).isFalse();
    assertThat(CareUnitResource.sameMatter(before, order)).isFalse();
    assertThat(CareUnitResource.sameMatter(before, task().addPartOf(new Reference("Task/1"))))
        .isFalse();
  }

  private static Task task() {
    Task task = new Task();
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.getCode().addCoding(new Coding("task-kind", "documents-received", null));
    task.setGroupIdentifier(new Identifier().setValue("one"));
    task.setOwner(CareUnitResource.unit("mora"));
    return task;
  }
}
