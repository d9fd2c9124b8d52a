package se.vardformedling.web.collaboration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.collaboration.Checklist;
import se.vardformedling.collaboration.Checklist.Group;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.collaboration.Collaboration;
import se.vardformedling.collaboration.Signature;
import se.vardformedling.web.words.Words.Say;

/**
 * A checklist in the words of its page.
 *
 * @param mine what the reader has written and could not save; empty when all is saved
 */
public record ShownChecklist(
    Collaboration.Full one, Checklist checklist, Say say, Map<String, String> mine) {

  public Collaboration head() {
    return one.head();
  }

  public String care() {
    return say.code("vardtjanst", head().vardtjanst());
  }

  public String text(Checklist.Text text) {
    return text.in(say.language());
  }

  /** What stands in a question's field. */
  public String value(Question question) {
    return mine.getOrDefault(question.id(), saved(question));
  }

  private String saved(Question question) {
    return one.answers().getOrDefault(question.id(), "");
  }

  /** What somebody else has saved in the place of what the reader has written. */
  public Optional<String> theirs(Question question) {
    String saved = saved(question);
    boolean differs = mine.containsKey(question.id()) && !saved.equals(value(question));
    String none = say.the("collaboration.unanswered");
    return differs
        ? Optional.of(saved.isEmpty() ? none : words(question, saved))
        : Optional.empty();
  }

  private String words(Question question, String answer) {
    return sheets().said(question, answer);
  }

  /** An answer in words, as it stands on the paper. */
  public String said(Question question) {
    String said = words(question, saved(question));
    return said.isEmpty() ? say.the("collaboration.unanswered") : said;
  }

  private CollaborationSheets sheets() {
    return new CollaborationSheets(say, checklist, java.time.Instant.EPOCH);
  }

  /** One of the two, with who has signed for it. */
  public record Party(String name, String signature, boolean signed) {}

  /** The sender and the receiver. */
  public List<Party> parties() {
    return List.of(
        party(Signature.SENDER, head().region()), party(Signature.RECEIVER, head().unit()));
  }

  private Party party(String party, String name) {
    Optional<Signature> signature = one.signature(party);
    return new Party(name, sheets().signature(signature), signature.isPresent());
  }

  /** Whether the reader's party can sign now. */
  public boolean signable() {
    return !one.party().isEmpty()
        && one.missing().isEmpty()
        && !one.done()
        && one.signature(one.party()).isEmpty();
  }

  /** Whether the reader's party can take its signature back. */
  public boolean unsignable() {
    return !one.done() && one.signature(one.party()).isPresent();
  }

  /** The name of the party that the reader speaks for. */
  public String ours() {
    return one.party().equals(Signature.SENDER) ? head().region() : head().unit();
  }

  /** Where it is, in one line: what who was not first is shown of before and of now. */
  public String now() {
    return say.the(
        "collaboration.now",
        say.the("collaboration.state." + head().state()),
        head().answered(),
        checklist.questions().size(),
        CollaborationSheets.moment(head().changed()));
  }

  /** Whether every question of the group that must have an answer has one. */
  public boolean answered(Group group) {
    return one.missing().stream().noneMatch(group.questions()::contains);
  }

  public int number(Group group) {
    return checklist.groups().indexOf(group) + 1;
  }

  /** The group after it; the first after the last is none. */
  public Optional<Group> after(Group group) {
    List<Group> groups = checklist.groups();
    int next = groups.indexOf(group) + 1;
    return next < groups.size() ? Optional.of(groups.get(next)) : Optional.empty();
  }

  /** Where to go on: the first group with something missing. */
  public Optional<Group> unfinished() {
    return checklist.groups().stream().filter(group -> !answered(group)).findFirst();
  }

  /** A change is there to be undone, and nobody has signed it. */
  public boolean undoable() {
    return head().version() > 1 && one.signatures().isEmpty() && !one.done();
  }
}
