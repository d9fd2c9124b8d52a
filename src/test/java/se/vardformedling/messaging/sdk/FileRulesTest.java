package se.vardformedling.messaging.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "remiss.pdf|remiss.pdf",
        "../../etc/passwd|passwd",
        "C:\\Users\\x\\remiss.pdf|remiss.pdf",
        "Röntgensvar åäö.pdf|Röntgensvar åäö.pdf",
        "...|dokument",
        ".bashrc|bashrc",
        "a/|dokument",
        "NUL|dokument",
        "com1.pdf|dokument",
        "a<b>\"c\"?.pdf|a_b__c__.pdf",
        "fdp.\u202Eexe|fdp._exe"
      })
  void a_name_is_safe_to_save_under(String name, String clean) {
    assertThat(FileRules.clean(name)).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource({
    "remiss.bat,text/plain,remiss.bat.txt",
    "svar.txt,text/plain; charset=utf-8,svar.txt",
    "x.hta,application/pdf,x.hta.pdf",
    "Remiss.PDF,application/pdf,Remiss.PDF",
    "bild.JPEG,image/jpeg,bild.JPEG",
    "remiss,application/pdf,remiss.pdf",
    "x.js,application/fhir+json,x.js.json",
    "bild.png,image/png,bild.png"
  })
  void a_name_ends_as_its_type_does(String name, String type, String clean) {
    assertThat(FileRules.clean(name, type)).isEqualTo(clean);
  }

  @Test
  void a_message_has_no_more_files_than_it_may() {
    List<SdkMessage.Attachment> files =
        IntStream.range(0, 5)
            .mapToObj(i -> new SdkMessage.Attachment(i + ".txt", "text/plain", new byte[] {'x'}))
            .toList();

    assertThat(SplitRules.split(files, new SplitRules.Limits(10, 30_000_000, 2)))
        .isEqualTo(List.of(files.subList(0, 2), files.subList(2, 4), files.subList(4, 5)));
  }

  @Test
  void a_long_name_keeps_its_ending() {
    String clean = FileRules.clean("x".repeat(500) + ".pdf");
    assertThat(clean).hasSize(120).endsWith(".pdf");
  }

  @Test
  void a_file_is_what_its_first_bytes_say() {
    assertThat(details("application/pdf", "%PDF-1.4\n")).isEmpty();
    assertThat(details("application/pdf; charset=binary", "%PDF-1.4\n")).isEmpty();
    assertThat(details("application/pdf", "PK\003\004")).containsExactly("not-supported");
    assertThat(details("application/pdf", "MZ\u0090")).containsExactly("not-supported");
    assertThat(details("text/plain", "Hej på dig\n")).isEmpty();
    assertThat(details("text/plain", "a\u0000b")).containsExactly("not-supported");
    assertThat(details("text/plain", "<html><body/></html>")).containsExactly("not-supported");
    assertThat(details("application/fhir+json", " {\"resourceType\":\"Bundle\"}")).isEmpty();
    assertThat(details("application/fhir+json", "%PDF-1.4")).containsExactly("not-supported");
    assertThat(details("application/zip", "PK\003\004")).containsExactly("not-supported");
  }

  @Test
  void more_files_than_the_limit_are_refused() {
    List<SdkMessage.Attachment> many =
        IntStream.range(0, 11)
            .mapToObj(i -> new SdkMessage.Attachment(i + ".pdf", "application/pdf", Samples.PDF))
            .toList();
    assertThat(FileRules.check(Samples.message(many), Samples.FILES))
        .extracting(Finding::detail)
        .containsExactly("too-long");
  }

  @Test
  void a_packet_is_split_in_order_so_that_every_message_fits() {
    List<SdkMessage.Attachment> files =
        IntStream.range(0, 12).mapToObj(i -> file(i, 3_300_000)).toList();

    List<List<SdkMessage.Attachment>> parts =
        SplitRules.split(files, new SplitRules.Limits(2000, 30_000_000, 200));

    assertThat(parts).hasSize(2);
    assertThat(parts.stream().flatMap(List::stream).toList()).isEqualTo(files);
    for (List<SdkMessage.Attachment> part : parts) {
      assertThat(Samples.written(Samples.message(part)).length).isLessThanOrEqualTo(30_000_000);
    }
    assertThat(SplitRules.split(List.of(), new SplitRules.Limits(10, 30_000_000, 200)))
        .isEqualTo(List.of(List.of()));
  }

  @Test
  void a_file_that_no_message_holds_is_named() {
    List<SdkMessage.Attachment> files =
        List.of(file(0, 10), file(1, 22_400_000), file(2, 22_500_000));
    assertThat(SplitRules.tooLarge(files, 2000, 30_000_000)).hasValue(2);
    assertThat(SplitRules.tooLarge(files.subList(0, 2), 2000, 30_000_000)).isEmpty();
    assertThat(Samples.written(Samples.message(files.subList(1, 2))).length)
        .isLessThanOrEqualTo(30_000_000);
  }

  @Test
  void the_subject_says_which_part_it_is() {
    assertThat(SplitRules.subject("Remiss", 1, 1)).isEqualTo("Remiss");
    assertThat(SplitRules.subject("Remiss", 2, 3)).isEqualTo("Remiss (del 2 av 3)");
    assertThat(SplitRules.subject("x".repeat(256), 2, 3)).hasSize(256).endsWith("(del 2 av 3)");
  }

  private static SdkMessage.Attachment file(int i, int size) {
    byte[] content = new byte[size];
    System.arraycopy(Samples.PDF, 0, content, 0, Math.min(size, Samples.PDF.length));
    return new SdkMessage.Attachment(i + ".pdf", "application/pdf", content);
  }

  private static List<String> details(String type, String content) {
    SdkMessage message =
        Samples.message(
            List.of(
                new SdkMessage.Attachment("f", type, content.getBytes(StandardCharsets.UTF_8))));
    return FileRules.check(message, Samples.FILES).stream().map(Finding::detail).toList();
  }
}
