package se.vardformedling.enclosure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Papers as a journal system has them. */
public final class Papers {
  private Papers() {}

  public static byte[] paper() {
    return new ArchivePaper(ArchivePaperTest.templates()).referral(ArchivePaperTest.letter(false));
  }

  /** One of about a size, with a picture in it that cannot be made smaller. */
  public static byte[] paper(int bytes, long seed) {
    byte[] picture = new byte[bytes];
    new Random(seed).nextBytes(picture);
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(paper())) {
      PDStream stream = new PDStream(document);
      try (OutputStream out = stream.createOutputStream()) {
        out.write(picture);
      }
      document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("VFPicture"), stream);
      document.save(large);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return large.toByteArray();
  }
}
