package se.vardformedling.messaging.discovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A directory in a JSON file, read at every question. */
public final class FileDirectory implements Directory, AddressBook {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path file;

  public FileDirectory(Path file) {
    this.file = file;
  }

  /** A participant with its certificates in base64. */
  private record Entry(
      String id,
      String name,
      List<String> functions,
      String address,
      String party,
      String accessPoint,
      List<String> signing,
      List<String> encryption) {}

  @Override
  public Optional<Participant> find(String participant, String documentType)
      throws UnavailableException {
    try {
      return Arrays.stream(JSON.readValue(Files.readAllBytes(file), Entry[].class))
          .filter(entry -> entry.id.equalsIgnoreCase(participant))
          .findFirst()
          .map(FileDirectory::participant);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnavailableException("The directory " + file + " cannot be read");
    }
  }

  @Override
  public List<String> functions(String participant) throws UnavailableException {
    return find(participant, "").map(Participant::functions).orElse(List.of());
  }

  /** Writes a directory. */
  public static void write(Path file, List<Participant> participants) throws IOException {
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(file.toFile(), participants.stream().map(FileDirectory::entry).toList());
  }

  private static Entry entry(Participant participant) {
    return new Entry(
        participant.id(),
        participant.name(),
        participant.functions(),
        participant.address(),
        participant.party(),
        text(participant.accessPoint()),
        participant.signing().stream().map(FileDirectory::text).toList(),
        participant.encryption().stream().map(FileDirectory::text).toList());
  }

  private static Participant participant(Entry entry) {
    return new Participant(
        entry.id,
        entry.name,
        entry.functions,
        entry.address,
        entry.party,
        certificate(entry.accessPoint),
        entry.signing.stream().map(FileDirectory::certificate).toList(),
        entry.encryption.stream().map(FileDirectory::certificate).toList());
  }

  private static String text(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static X509Certificate certificate(String text) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(text)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
