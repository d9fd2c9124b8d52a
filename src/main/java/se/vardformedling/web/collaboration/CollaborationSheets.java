package se.vardformedling.web.collaboration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.collaboration.Checklist;
import se.vardformedling.collaboration.Checklist.Question;
import se.vardformedling.collaboration.Collaboration;
import se.vardformedling.collaboration.Signature;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** Checklists as tables: all of them, and the answers of one. */
final class CollaborationSheets {
  static final String PATH = "/app/samarbeten";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
  private final Say say;
  private final Checklist checklist;
  private final Instant now;

  CollaborationSheets(Say say, Checklist checklist, Instant now) {
    this.say = say;
    this.checklist = checklist;
    this.now = now;
  }

  Sheet list(List<Collaboration> rows, Address address) {
    int asked = checklist.questions().size();
    return Table.<Collaboration>named("samarbeten", say)
        .words("enhet", "find.unit", row -> Cell.of(row.unit()).to(PATH + "/" + row.id()))
        .words("vard", "case.care", row -> Cell.of(care(row)))
        .words("region", "collaboration.sender", row -> Cell.of(row.region()))
        .words("lage", "case.state", this::state)
        .figures(
            "svar",
            "collaboration.answered",
            row -> Cell.of(say.the("collaboration.of", row.answered(), asked), row.answered()))
        .words(
            "ses-over",
            "collaboration.revised",
            row ->
                row.revised()
                    .map(LocalDate::toString)
                    .map(Cell::of)
                    .orElseGet(() -> Cell.missing("–")))
        .words("andrad", "collaboration.changed", row -> Cell.of(moment(row.changed())))
        .empty("collaboration.none")
        .fact(say.the("about.taken"), moment(now))
        .of(rows, say.the("collaboration.caption", rows.size()), address);
  }

  Sheet answers(Collaboration.Full one, Address address) {
    return Table.<Question>named("checklista", say)
        .words("fraga", "collaboration.question", q -> asked(q, one.head()))
        .words("svar", "collaboration.answer", q -> answer(q, one.answers()))
        .words("del", "collaboration.part", q -> Cell.of(part(q)))
        .fact(say.the("find.unit"), one.head().unit())
        .fact(say.the("case.care"), care(one.head()))
        .fact(say.the("collaboration.sender"), one.head().region())
        .fact(say.the("case.state"), say.the("collaboration.state." + one.head().state()))
        .fact(say.the("collaboration.changed"), moment(one.head().changed()))
        .fact(signed(Signature.SENDER), signature(one.signature(Signature.SENDER)))
        .fact(signed(Signature.RECEIVER), signature(one.signature(Signature.RECEIVER)))
        .fact(say.the("about.taken"), moment(now))
        .of(checklist.questions(), say.the("collaboration.answers", one.head().unit()), address);
  }

  /** The question, which leads to the part where it is answered. */
  private Cell asked(Question question, Collaboration head) {
    Address part = new Address(PATH + "/" + head.id(), Map.of()).with("del", group(question).id());
    return Cell.of(question.text().in(say.language())).to(part.toString());
  }

  /** Whose signature it is. */
  String signed(String party) {
    return say.the("collaboration.signed.by", say.the("collaboration." + party));
  }

  /** Who has signed, in which uppdrag and when. */
  String signature(Optional<Signature> signature) {
    return signature
        .map(
            one ->
                one.commission()
                    .map(id -> say.the("collaboration.signed.in", one.who(), id, moment(one.at())))
                    .orElseGet(() -> say.the("collaboration.signed", one.who(), moment(one.at()))))
        .orElseGet(() -> say.the("collaboration.unsigned"));
  }

  String care(Collaboration row) {
    return say.code("vardtjanst", row.vardtjanst());
  }

  private Cell state(Collaboration row) {
    String tone =
        switch (row.state()) {
          case "done" -> "good";
          case "expired", "signed" -> "warn";
          default -> "";
        };
    return Cell.of(say.the("collaboration.state." + row.state())).tone(tone);
  }

  private Cell answer(Question question, Map<String, String> answers) {
    String said = said(question, answers.getOrDefault(question.id(), ""));
    return said.isEmpty()
        ? Cell.missing(say.the("collaboration.unanswered"))
            .tone(question.required() ? "warn" : "quiet")
        : Cell.of(said);
  }

  /** An answer as it is read: a choice by its name. */
  String said(Question question, String answer) {
    return switch (question.kind()) {
      case "boolean" -> answer.isEmpty() ? "" : say.the("collaboration." + answer);
      case "choice" ->
          question.options().stream()
              .filter(option -> option.code().equals(answer))
              .map(option -> option.text().in(say.language()))
              .findFirst()
              .orElse(answer);
      default -> answer;
    };
  }

  private String part(Question question) {
    return group(question).text().in(say.language());
  }

  private Checklist.Group group(Question question) {
    return checklist.groups().stream()
        .filter(group -> group.questions().contains(question))
        .findFirst()
        .orElseThrow();
  }

  static String moment(Instant at) {
    return MOMENT.format(at);
  }
}
