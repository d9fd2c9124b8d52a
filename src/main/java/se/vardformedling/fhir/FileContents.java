package se.vardformedling.fhir;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Files inside resources. No rule of a profile is about what a file holds, and a validator that is
 * shown 20 MB of one writes it out several times, looking at each letter.
 */
final class FileContents {
  /** In bytes, from where on a file is long. */
  private static final int LONG = 1 << 16;

  private static final int BEGINNING = 300;

  private FileContents() {}

  /**
   * Leaves of long files the beginning only. A size or a hash that was right stays right, and one
   * that was wrong stays wrong.
   *
   * @param copy is changed
   */
  static void shorten(Resource copy) {
    if (copy instanceof Binary binary && binary.hasData() && binary.getData().length >= LONG) {
      binary.setData(Arrays.copyOf(binary.getData(), BEGINNING));
    }
    attachments(copy)
        .filter(file -> file.hasData() && file.getData().length >= LONG)
        .forEach(FileContents::shorten);
  }

  private static void shorten(Attachment file) {
    byte[] whole = file.getData();
    byte[] beginning = Arrays.copyOf(whole, BEGINNING);
    if (file.hasSize() && file.getSize() == whole.length) {
      file.setSize(BEGINNING);
    }
    if (file.hasHash() && Arrays.equals(file.getHash(), sha1(whole))) {
      file.setHash(sha1(beginning));
    }
    file.setData(beginning);
  }

  /** The digest that R4 has for Attachment.hash. */
  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the types that we take and that may have files. */
  private static Stream<Attachment> attachments(Resource resource) {
    if (resource instanceof DocumentReference reference) {
      return reference.getContent().stream()
          .map(DocumentReference.DocumentReferenceContentComponent::getAttachment);
    }
    return resource instanceof Communication communication
        ? communication.getPayload().stream()
            .filter(Communication.CommunicationPayloadComponent::hasContentAttachment)
            .map(Communication.CommunicationPayloadComponent::getContentAttachment)
        : List.<Attachment>of().stream();
  }
}
