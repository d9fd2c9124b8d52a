package se.vardformedling.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case as its caller may see it: a provider sees the need, its own Tasks and what was done with
 * them.
 *
 * @param step 1 to 5; 0 when the case is on hold, ended without care or not the caller's to see
 * @param turn whom it waits for; empty once it has ended, and for who does not see all of it
 * @param tasks the case itself first, if the caller may see it
 * @param timeline the oldest first
 */
public record CaseView(
    String caseId,
    int step,
    Optional<Turn> turn,
    Need need,
    List<Item> tasks,
    List<Entry> timeline) {

  /**
   * What is needed.
   *
   * @param version of the ServiceRequest
   * @param codes as the clinic wrote them
   * @param subject age band and sex, by characteristic
   * @param criteria what the provider must accept, by criterion
   * @param clockKind first-visit or treatment
   * @param requesterId Organization that referred
   * @param municipality code of where that unit stands
   */
  public record Need(
      String needId,
      String version,
      Coded vardtjanst,
      List<Coded> codes,
      List<Coded> reasons,
      Map<String, Coded> subject,
      Map<String, String> criteria,
      String homeRegion,
      String requester,
      String priority,
      String status,
      Optional<String> clockKind,
      Optional<LocalDate> clockStart,
      Optional<LocalDate> due,
      String requesterId,
      Optional<String> municipality) {}

  /**
   * One Task of the case.
   *
   * @param kind such as candidate-inquiry
   * @param owner name of the unit that is to act, as it was called when it was asked
   * @param ownerId its Organization
   * @param service the offered service and its name then, for an inquiry
   * @param offered names then of the units that an offer to the patient is about
   * @param renamed those of them that are called something else now
   * @param serviceEnded whether the catalogue no longer offers it, which changes nothing of the
   *     case
   * @param ends when its time is out
   * @param said inputs and outputs, by type
   * @param steps what the caller may do with it now
   */
  public record Item(
      String taskId,
      String version,
      Coded kind,
      Coded state,
      boolean open,
      String owner,
      String ownerId,
      Optional<Coded> service,
      List<String> offered,
      List<Renamed> renamed,
      boolean serviceEnded,
      Optional<Instant> opened,
      Optional<Instant> since,
      Optional<Instant> ends,
      Optional<Coded> reason,
      Optional<String> comment,
      List<Value> said,
      List<Step> steps) {

    /** What the unit that is to act is called now, if that is something else. */
    public Optional<String> ownerNow() {
      return renamed.stream().filter(one -> one.then().equals(owner)).map(Renamed::now).findFirst();
    }
  }

  /** Something that was asked under one name and has another now. */
  public record Renamed(String then, String now) {}

  /** One input or output; the type is a code of {@code CodeSystem/task-output}. */
  public record Value(Coded type, String value) {}

  /**
   * A step that would succeed.
   *
   * @param inputs what must be said, as codes of {@code CodeSystem/task-output}
   * @param optional what may be said besides
   * @param reasons those the caller may give; empty when none is asked for
   */
  public record Step(
      Coded transition, List<Coded> inputs, List<Coded> optional, List<Reason> reasons) {}

  /** A reason, and whether a comment must go with it. */
  public record Reason(Coded code, boolean commentMandatory) {}

  /**
   * What was done.
   *
   * @param kind of the Task
   * @param step empty when the server did it by itself
   * @param actor RC, BR, RP or SYS
   * @param subject who was signed in; system for the server
   * @param unit name of the unit it was done for, as it was called then
   * @param unitNow what that is called now, if that is something else
   */
  public record Entry(
      Instant at,
      String taskId,
      Coded kind,
      Optional<Coded> step,
      Optional<Coded> from,
      Coded to,
      String actor,
      String subject,
      Optional<String> unit,
      Optional<String> unitNow,
      Optional<String> reason,
      Map<String, String> inputs) {}
}
