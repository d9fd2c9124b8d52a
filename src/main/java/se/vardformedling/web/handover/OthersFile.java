package se.vardformedling.web.handover;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** A file that comes from somebody else: to be saved, never shown in the browser. */
final class OthersFile {
  private OthersFile() {}

  /**
   * The answer with it.
   *
   * @param name safe to save under
   */
  static ResponseEntity<byte[]> answer(String name, byte[] bytes) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(bytes);
  }
}
