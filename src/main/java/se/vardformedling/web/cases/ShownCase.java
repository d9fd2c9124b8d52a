package se.vardformedling.web.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.vardformedling.referral.CaseView;
import se.vardformedling.referral.CaseView.Item;
import se.vardformedling.referral.Coded;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.words.Words.Say;

/**
 * A case in the words of its page.
 *
 * @param actor what the reader is in a case: RC, BR or RP
 */
public record ShownCase(CaseView view, Say say, LocalDate today, String actor) {
  private static final Set<String> SEARCHING =
      Set.of("searching", "inquiring", "provider-proposed");
  private static final Set<String> STANDING = Set.of("offer-made", "selected");

  private static final List<String> DOCUMENTS =
      List.of("documents-sent", "documents-received", "confirm-documents");

  public Cell clock() {
    Optional<Integer> left =
        view.need().due().map(due -> (int) ChronoUnit.DAYS.between(today, due));
    return new CaseSheets(say, Instant.EPOCH)
        .left(left, view.need().due().map(due -> say.the("case.clock.due", due.toString())));
  }

  /** The case's own Task, if the caller may see it. */
  public Optional<Item> main() {
    return view.tasks().stream().filter(i -> i.kind().code().equals("broker-case")).findFirst();
  }

  /** What can be done now with the case itself: the ordinary way first, ways out last. */
  public List<Action> actions() {
    return main().map(this::actions).orElse(List.of());
  }

  public List<Action> actions(Item item) {
    List<Action> all = new ArrayList<>();
    item.steps().forEach(step -> all.add(new Action(item, step)));
    all.sort(java.util.Comparator.comparing(Action::isFinal));
    return all;
  }

  public List<Item> inquiries() {
    return of("candidate-inquiry");
  }

  public List<Item> offers() {
    return of("patient-offer");
  }

  /** As the clinic wrote them; the vårdtjänst that they stand for is shown by itself. */
  public List<Coded> codes() {
    return view.need().codes().stream()
        .filter(code -> !code.system().equals(view.need().vardtjanst().system()))
        .toList();
  }

  /** Inquiries that a provider has said yes to. */
  public List<Item> accepted() {
    return inquiries().stream().filter(i -> i.state().code().equals("offer-made")).toList();
  }

  /** As it was called when it was asked, and what it is called now. */
  public String called(Item item) {
    return called(item, say);
  }

  static String called(Item item, Say say) {
    return called(item.owner(), item.ownerNow(), say);
  }

  private static String called(String then, Optional<String> now, Say say) {
    return now.map(name -> say.the("case.called", then, name)).orElse(then);
  }

  /** Whether it is a provider's, whose page says how to reach it. */
  public boolean unit(Item item) {
    return List.of("candidate-inquiry", "fulfill").contains(item.kind().code())
        && !item.ownerId().isEmpty();
  }

  /** Questions back, before anybody can go on. */
  public List<Item> questions() {
    return of("information-request");
  }

  /** What belongs to the case and is neither itself, nor an inquiry, nor an offer. */
  public List<Item> others() {
    return view.tasks().stream()
        .filter(
            i ->
                !List.of("broker-case", "candidate-inquiry", "patient-offer", "information-request")
                    .contains(i.kind().code()))
        .toList();
  }

  /** Whether nobody has anything more to do with it. */
  public boolean ended() {
    return main().map(item -> !item.open()).orElse(false);
  }

  /** Whether looking for a provider is what comes next. */
  public boolean searching() {
    return main().map(item -> SEARCHING.contains(item.state().code())).orElse(false);
  }

  /** Whether the caller can do anything at all now, with whatever belongs to the case. */
  public boolean hasWork() {
    return view.tasks().stream().anyMatch(item -> !item.steps().isEmpty());
  }

  public boolean mayOffer() {
    return main().map(i -> i.state().code().equals("provider-proposed")).orElse(false)
        && !accepted().isEmpty();
  }

  /** The search with the case's care filled in; what else the case asks for it looks up itself. */
  public String searchAddress() {
    String care = view.need().vardtjanst().display();
    return new Address("/app/hitta", java.util.Map.of())
        .with("vad", care)
        .with("fran", view.need().municipality().orElse(""))
        .with("arende", view.caseId())
        .toString();
  }

  /**
   * How far the documents have come.
   *
   * @param step the step by which it was told
   * @param at empty when it has not been told yet
   */
  public record MessageState(String step, Optional<CaseView.Entry> at) {}

  /**
   * What the regional nodes have told of the documents, in the order it happens; the papers are
   * elsewhere. Nothing before somebody is to send them.
   */
  public List<MessageState> documents() {
    boolean ordered = view.tasks().stream().anyMatch(item -> item.kind().code().equals("fulfill"));
    List<MessageState> states =
        DOCUMENTS.stream().map(step -> new MessageState(step, told(step))).toList();
    return ordered || states.stream().anyMatch(state -> state.at().isPresent())
        ? states
        : List.of();
  }

  private Optional<CaseView.Entry> told(String step) {
    return view.timeline().stream()
        .filter(entry -> entry.step().map(done -> done.code().equals(step)).orElse(false))
        .reduce((before, after) -> after);
  }

  /** An amount, and what it is and who said it. */
  public record Cost(String label, String amount) {}

  /** What has been noted of costs; what a provider wants is told as its answer, if it stands. */
  public List<Cost> costs() {
    List<Cost> costs = new ArrayList<>();
    for (Item item : view.tasks()) {
      boolean answer = item.kind().code().equals("candidate-inquiry");
      if (!answer || STANDING.contains(item.state().code())) {
        item.said().stream()
            .filter(said -> StepForm.kind(said.type().code()).equals("amount"))
            .map(
                said ->
                    new Cost(
                        answer
                            ? say.the("case.costs.answer", said.type().display(), item.owner())
                            : said.type().display(),
                        said(said)))
            .forEach(costs::add);
      }
    }
    return costs;
  }

  /** What was said, in words: codes by name, kronor as kronor. */
  public String said(CaseView.Value value) {
    String type = value.type().code();
    return switch (StepForm.kind(type)) {
      case "code" -> say.code(StepForm.system(type), value.value());
      case "told" -> say.the("case.said." + Boolean.parseBoolean(value.value()));
      case "days" ->
          value.value().matches("\\d{1,6}")
              ? say.days(Integer.parseInt(value.value()))
              : value.value();
      case "amount" -> kronor(value.value());
      case "inquiry" ->
          view.tasks().stream()
              .filter(item -> item.taskId().equals(value.value()))
              .map(Item::owner)
              .findFirst()
              .orElse(value.value());
      default -> value.value();
    };
  }

  private String kronor(String amount) {
    String plain = amount.replaceAll("[^0-9.]", "");
    return plain.matches("\\d{1,9}(\\.\\d+)?")
        ? say.kronor(Math.round(Double.parseDouble(plain) * 100))
        : amount;
  }

  /** The newest first. */
  public List<CaseView.Entry> timeline() {
    List<CaseView.Entry> entries = new ArrayList<>(view.timeline());
    Collections.reverse(entries);
    return entries;
  }

  /**
   * Who did it: the role and for which unit. The person stands there for colleagues in the same
   * role alone.
   */
  public String who(CaseView.Entry entry) {
    List<String> parts = new ArrayList<>(List.of(say.the("case.actor." + entry.actor())));
    entry.unit().map(unit -> called(unit, entry.unitNow(), say)).ifPresent(parts::add);
    if (entry.actor().equals(actor)) {
      parts.add(entry.subject());
    }
    return String.join(", ", parts);
  }

  /** What somebody did last; what follows from that the program does itself. */
  public Optional<CaseView.Entry> lastDone() {
    List<CaseView.Entry> entries = timeline();
    return entries.stream()
        .filter(entry -> !entry.actor().equals("SYS"))
        .findFirst()
        .or(() -> entries.stream().findFirst());
  }

  /** What was written with a reason, at the entry that it was written with. */
  public Optional<String> comment(CaseView.Entry entry) {
    Optional<CaseView.Entry> last =
        view.timeline().stream()
            .filter(one -> one.taskId().equals(entry.taskId()) && one.reason().isPresent())
            .reduce((before, after) -> after);
    return last.filter(entry::equals)
        .flatMap(
            one -> view.tasks().stream().filter(i -> i.taskId().equals(one.taskId())).findFirst())
        .flatMap(Item::comment);
  }

  /** What had been chosen in a form that came too late. */
  public List<Chosen> chosen(Map<String, String> asked) {
    return Chosen.of(asked, this);
  }

  public String moment(Instant at) {
    return CaseSheets.moment(at);
  }

  public String region() {
    return Regions.name(view.need().homeRegion()).orElse(view.need().homeRegion());
  }

  public String input(String type) {
    return StepForm.kind(type);
  }

  /** What an input's code is chosen from. */
  public List<se.vardformedling.terminology.Concept> codes(String type) {
    return say.codes(StepForm.system(type));
  }

  /** Days until the first day that a provider has offered; empty when none has. */
  public Optional<Long> waitOffered() {
    return accepted().stream()
        .flatMap(item -> item.said().stream())
        .filter(said -> said.type().code().equals("earliest-date"))
        .map(said -> said.value())
        .filter(day -> day.matches("\\d{4}-\\d{2}-\\d{2}"))
        .map(day -> Math.max(0, ChronoUnit.DAYS.between(today, LocalDate.parse(day))))
        .min(Long::compare);
  }

  private List<Item> of(String kind) {
    return view.tasks().stream().filter(i -> i.kind().code().equals(kind)).toList();
  }
}
