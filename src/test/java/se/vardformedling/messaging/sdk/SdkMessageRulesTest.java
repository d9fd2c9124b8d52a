package se.vardformedling.messaging.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static se.vardformedling.messaging.sdk.Finding.Reason.BV;
import static se.vardformedling.messaging.sdk.Finding.Reason.SV;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdkMessageRulesTest {

  @Test
  void what_is_written_is_right_and_read_as_it_was() {
    SdkMessage message = Samples.message();

    assertThat(findings(text(message))).isEmpty();
    assertThat(SdkMessageReader.read(Samples.read(Samples.written(message))))
        .usingRecursiveComparison()
        .isEqualTo(message);
  }

  @Test
  void files_of_every_length_come_back_byte_by_byte() {
    Random random = new Random(11);
    for (int length : new int[] {1, 2, 3, 24_575, 24_576, 24_577, 100_000}) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      SdkMessage message =
          Samples.message(List.of(new SdkMessage.Attachment("a.png", "image/png", content)));

      SdkMessage read = SdkMessageReader.read(Samples.read(Samples.written(message)));

      assertThat(read.documents().get(0).files().get(0).content()).isEqualTo(content);
      assertThat(findings(text(message))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.5Z",
        "2026-06-30T23:59:59.123456Z",
        "2026-06-30T23:59:59.123456789Z"
      })
  void a_moment_has_three_decimals_wherever_the_program_runs(String moment) {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(SdkMessageWriter.moment(Instant.parse(moment)))
          .matches("2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  static Stream<Arguments> mutations() {
    return Stream.of(
        one(SV, "structure", "<m:messageId>[^<]*</m:messageId>", ""),
        one(SV, "structure", "<m:confidentiality>true", "<m:confidentiality>ja"),
        one(SV, "structure", "<m:messageBody>.*</m:messageBody>", ""),
        one(SV, "structure", "<m:messageBody>", "<m:messageBody>text"),
        one(SV, "structure", "<m:index>", "<m:index lang=\"sv\">"),
        one(SV, "structure", "<m:documentName>", "<m:strange>x</m:strange><m:documentName>"),
        one(SV, "structure", "<m:creationDateTime>[^<]*", "<m:creationDateTime>igår"),
        one(
            SV,
            "structure",
            "(<m:ContentFiles>.*</m:ContentFiles>)(<m:ContentText>.*</m:ContentText>)",
            "$2$1"),
        one(SV, "structure", "Vårdgarantikansliet", "x".repeat(257)),
        one(
            BV,
            "invariant",
            "<m:creationDateTime>[^<]*",
            "<m:creationDateTime>2018-09-12T15:06:00Z"),
        one(
            BV,
            "invariant",
            "<m:creationDateTime>[^<]*",
            "<m:creationDateTime>2018-09-12T15:06:00.1234Z"),
        one(BV, "invariant", "<m:messageId>[^<]*", "<m:messageId>12"),
        one(BV, "invariant", "<m:conversationId>[^<]*", "<m:conversationId>12"),
        one(BV, "invariant", "<m:label>Remiss[^<]*</m:label>", ""),
        one(BV, "structure", "<m:label>Remiss[^<]*", "<m:label>" + "x".repeat(257)),
        one(BV, "invariant", "(<m:recipientID><m:root>)[^<]*", "$1other"),
        one(BV, "invariant", "(<m:senderID><m:root>)[^<]*", "$1other"),
        one(BV, "invariant", "0203:demokliniken.example", "0007:2321000180"),
        one(BV, "invariant", "(<m:organizationId><m:root>)[^<]*", "$1other"),
        one(BV, "invariant", "<m:documentID>1", "<m:documentID> "),
        one(BV, "invariant", "(<m:content>)[^<]*", "$1JVBER*=="),
        one(BV, "invariant", "(<m:content>)[^<]*", "$1JVBER"),
        one(BV, "invariant", "<m:ContentFiles>.*</m:ContentText>", ""),
        one(BV, "invariant", "(<m:documents>.*</m:documents>)", "$1$1"));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void one_thing_wrong_is_one_finding(
      Finding.Reason reason, String detail, String pattern, String replacement) {
    String whole = text(Samples.message());
    String changed = whole.replaceFirst("(?s)" + pattern, replacement);
    assertThat(changed).isNotEqualTo(whole);

    List<Finding> findings = findings(changed);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).reason()).isEqualTo(reason);
    assertThat(findings.get(0).detail()).isEqualTo(detail);
    assertThat(findings.get(0).text()).doesNotContain("Remiss");
  }

  @Test
  void elements_of_others_are_taken_where_the_schema_has_room_for_them() {
    String extended =
        text(Samples.message())
            .replace("</m:messageHeader>", "<x:y xmlns:x=\"urn:x\">1</x:y></m:messageHeader>");

    assertThat(findings(extended)).isEmpty();
  }

  private static Arguments one(
      Finding.Reason reason, String detail, String pattern, String replacement) {
    return Arguments.of(reason, detail, pattern, replacement);
  }

  private static String text(SdkMessage message) {
    return new String(Samples.written(message), StandardCharsets.UTF_8);
  }

  private static List<Finding> findings(String xml) {
    return SdkMessageRules.check(
        Samples.read(xml.getBytes(StandardCharsets.UTF_8)), Samples.PROFILE);
  }
}
