package se.vardformedling.messaging.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.w3c.dom.Element;

class AcknowledgementTest {
  private static final Optional<String> FUNCTION = Optional.of(Samples.FUNCTION);
  private static final String ID = "0b5a8a2e-3c0a-4a3e-9d5e-6f1f2a3b4c5d";
  private static final String MESSAGE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

  private final Samples.Known known = new Samples.Known();
  private final Labels labels =
      new Labels(
          Samples.SENDER, Samples.RECIPIENT, Samples.PROFILE.action(Samples.PROFILE.answerType()));

  @Test
  void an_answer_is_signed_sent_in_clear_and_read_as_it_was() {
    for (Acknowledgement answer :
        List.of(
            answer(List.of()),
            answer(
                List.of(
                    Finding.signature("Sender signature not validated"),
                    Finding.structure("/messagePayload", "Element message is missing"))))) {
      Opened opened =
          open(new Outbound(Samples.PROFILE, Samples.FILES).answer(answer, FUNCTION, Samples.FROM));

      assertThat(opened).isInstanceOf(Opened.Answered.class);
      assertThat(((Opened.Answered) opened).answer()).isEqualTo(answer);
      assertThat(((Opened.Answered) opened).envelope().function()).isEqualTo(FUNCTION);
    }
  }

  @Test
  void the_function_is_left_out_of_an_answer_where_the_configuration_says_so() {
    SdkProfile without =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("vf.sdk.profile.answer-function", "none")))
            .bindOrCreate("vf.sdk.profile", SdkProfile.class);

    Opened opened =
        open(
            new Outbound(without, Samples.FILES).answer(answer(List.of()), FUNCTION, Samples.FROM));

    assertThat(((Opened.Answered) opened).envelope().function()).isEmpty();
  }

  @Test
  void an_answer_that_another_has_signed_is_not_answered() {
    byte[] forged =
        new Outbound(Samples.PROFILE, Samples.FILES)
            .answer(answer(List.of()), FUNCTION, Samples.STRANGER);

    assertThat(open(forged)).isInstanceOf(Opened.Dropped.class);
  }

  @Test
  void an_answer_in_anothers_name_is_not_taken() {
    Acknowledgement other =
        new Acknowledgement(
            ID, Samples.NOW, "0203:x.example", Samples.RECIPIENT, MESSAGE, List.of());
    Element root = Acknowledgements.write(other, Samples.PROFILE);
    Envelope envelope =
        new Envelope(
            ID,
            Samples.NOW,
            Samples.SENDER,
            Samples.RECIPIENT,
            Samples.PROFILE.answerType(),
            java.util.Optional.empty());
    byte[] signed = new Sealing(Samples.PROFILE).sign(envelope, "Q{x}y", root, Samples.FROM);

    assertThat(((Opened.Dropped) open(signed)).why()).contains("name different parties");
  }

  @Test
  void every_rule_of_the_profile_is_held() {
    Acknowledgement rejected = answer(List.of(Finding.business("not-found", "No such function")));
    String right =
        new String(
            Xml.write(Acknowledgements.write(rejected, Samples.PROFILE)), StandardCharsets.UTF_8);
    assertThat(check(right)).isEmpty();
    assertThat(check(right.replace(MESSAGE, "ID-FROM-XHE-12354689"))).isEmpty();
    for (String[] change :
        new String[][] {
          {"response:1", "response:2"},
          {"bdx:noprocess", "other"},
          {MESSAGE, "191212121212"},
          {">REJECTED<", ">MAYBE<"},
          {">REJECTED<", ">ACCEPTED<"},
          {">BV<", ">XX<"},
          {"schemeID=", "schemeName="},
          {"<cbc:StatusReason>No such function</cbc:StatusReason>", ""},
          {">No such function<", "> <"},
          {"<cac:Status>", "<cac:Status><cbc:Text>x</cbc:Text>"},
          {"<cbc:IssueTime>10:15:30Z</cbc:IssueTime>", ""}
        }) {
      assertThat(right).contains(change[0]);
      assertThat(check(right.replace(change[0], change[1]))).as(change[1]).isNotEmpty();
    }
    assertThatThrownBy(
            () ->
                new Outbound(Samples.PROFILE, Samples.FILES)
                    .answer(
                        answer(List.of(new Finding(Finding.Reason.BV, "x", "NA", ""))),
                        FUNCTION,
                        Samples.FROM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Acknowledgement answer(List<Finding> findings) {
    return new Acknowledgement(
        ID, Samples.NOW, Samples.SENDER, Samples.RECIPIENT, MESSAGE, findings);
  }

  private Opened open(byte[] sealed) {
    return new Inbound(Samples.PROFILE, Samples.FILES, known, known)
        .open(sealed, labels, Samples.PARTY, List.of(Samples.TO));
  }

  private static List<Finding> check(String xml) {
    return AcknowledgementRules.check(
        Samples.read(xml.getBytes(StandardCharsets.UTF_8)).getDocumentElement(), Samples.PROFILE);
  }
}
