package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.api.Test;

class FileContentsTest {
  private static final byte[] LONG = new byte[100_000];
  private static final byte[] SHORT = new byte[1_000];

  @Test
  void a_long_file_is_judged_by_its_beginning_and_by_whether_its_size_is_right() {
    assertThat(judged(LONG, LONG.length)).extracting(Attachment::getSize).isEqualTo(300);
    assertThat(judged(LONG, 7)).extracting(Attachment::getSize).isEqualTo(7);
    for (int size : new int[] {LONG.length, 7}) {
      assertThat(judged(LONG, size).getData()).hasSize(300);
    }
    assertThat(judged(SHORT, 7).getData()).isEqualTo(SHORT);
  }

  @Test
  void a_hash_that_is_right_stays_right_and_no_other_does() throws Exception {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    byte[] right = sha1.digest(LONG);

    Attachment judged = judged(new Attachment().setData(LONG).setHash(right));
    Attachment wrong = judged(new Attachment().setData(LONG).setHash(sha1.digest(SHORT)));

    assertThat(judged.getHash()).isEqualTo(sha1.digest(judged.getData())).isNotEqualTo(right);
    assertThat(wrong.getHash()).isEqualTo(sha1.digest(SHORT));
  }

  @Test
  void what_is_stored_keeps_the_whole_file() {
    Binary binary = new Binary();
    binary.setData(LONG);
    Binary copy = binary.copy();
    Communication message = new Communication();
    message.addPayload().setContent(new Attachment().setData(LONG));
    Communication messageCopy = message.copy();

    FileContents.shorten(copy);
    FileContents.shorten(messageCopy);

    assertThat(copy.getData()).hasSize(300);
    assertThat(binary.getData()).isEqualTo(LONG);
    assertThat(messageCopy.getPayloadFirstRep().getContentAttachment().getData()).hasSize(300);
    assertThat(message.getPayloadFirstRep().getContentAttachment().getData()).isEqualTo(LONG);
  }

  private static Attachment judged(byte[] data, int size) {
    return judged(new Attachment().setData(data).setSize(size));
  }

  private static Attachment judged(Attachment file) {
    DocumentReference document = new DocumentReference();
    document.addContent().setAttachment(file);
    FileContents.shorten(document);
    return document.getContentFirstRep().getAttachment();
  }
}
