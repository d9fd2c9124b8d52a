package se.vardformedling.messaging.accesspoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PackedMessageTest {

  @Test
  void what_is_packed_is_gzip_to_anybody() throws IOException {
    byte[] envelope = "<a>Räksmörgås, räksmörgås</a>".getBytes(StandardCharsets.UTF_8);

    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed(envelope))).readAllBytes())
        .isEqualTo(envelope);
  }

  @Test
  void base64_of_what_is_encrypted_is_packed_as_small_as_by_looking_for_repetitions()
      throws IOException {
    byte[] encrypted = new byte[300_000];
    new Random(20261127).nextBytes(encrypted);
    byte[] envelope = Base64.getEncoder().encode(encrypted);
    ByteArrayOutputStream usual = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(usual)) {
      out.write(envelope);
    }

    assertThat(packed(envelope).length).isBetween(encrypted.length, usual.size());
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = PackedMessage.pack(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
