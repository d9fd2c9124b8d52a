package se.vardformedling.messaging.accesspoint;

import com.helger.base.array.bytes.ByteArrayWrapper;
import com.helger.phase4.attachment.AS4OutgoingAttachment;
import com.helger.phase4.attachment.EAS4CompressionMode;
import com.helger.phase4.attachment.WSS4JAttachment;
import com.helger.phase4.sender.AS4Sender;
import com.helger.phase4.util.AS4ResourceHelper;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A user message whose payload is packed by the frequency of its letters alone. Envelopes are
 * base64 of what is encrypted and never repeat themselves, so that to look for repetitions, as the
 * library does, takes four times as long and saves no byte. It is gzip as any other to whoever
 * unpacks it.
 */
final class PackedMessage extends AS4Sender.BuilderUserMessage {
  private static final int PIECE = 1 << 16;

  @Override
  protected @Nullable WSS4JAttachment createMainAttachment(
      AS4OutgoingAttachment payload, AS4ResourceHelper resources) throws IOException {
    ByteArrayWrapper content = payload.getDataBytes();
    if (content == null || payload.getCompressionMode() != EAS4CompressionMode.GZIP) {
      return super.createMainAttachment(payload, resources);
    }
    File packed = resources.createTempFile();
    try (OutputStream out = pack(new BufferedOutputStream(new FileOutputStream(packed), PIECE))) {
      content.writeTo(out);
    }
    return WSS4JAttachment.createOutgoingFileAttachment(
            packed,
            payload.getContentID(),
            payload.getFilename(),
            payload.getMimeType(),
            null,
            payload.getCharset(),
            resources)
        .setCompressionMode(EAS4CompressionMode.GZIP);
  }

  /** Packs what is written to it. */
  static OutputStream pack(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, PIECE) {
      {
        def.setStrategy(Deflater.HUFFMAN_ONLY);
      }
    };
  }
}
