package se.vardformedling.messaging.discovery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import se.vardformedling.fhir.WholeAnswer;
import se.vardformedling.messaging.key.CommonName;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.messaging.sdk.Sealing;
import se.vardformedling.messaging.sdk.Xml;

/** Asks a metadata publisher (OASIS SMP 1.0), whose answers hold the published certificates too. */
public final class SmpDirectory implements Directory {
  private static final int MOST = 1_000_000;
  private final SmpSettings settings;
  private final SdkProfile profile;
  private final KeyRing keys;
  private final AddressBook addresses;
  private final Clock clock;
  private final HttpClient http;
  private final MetadataLocator publishers;

  /** Functional addresses are asked of the address book. */
  public SmpDirectory(
      SmpSettings settings, SdkProfile profile, KeyRing keys, AddressBook addresses, Clock clock) {
    this.settings = settings;
    this.profile = profile;
    this.keys = keys;
    this.addresses = addresses;
    this.clock = clock;
    this.publishers = new MetadataLocator(settings, profile.participantScheme());
    this.http = HttpClient.newBuilder().connectTimeout(settings.answerWithin()).build();
  }

  @Override
  public Optional<Participant> find(String participant, String documentType)
      throws UnavailableException {
    Optional<URI> publisher = publishers.of(participant);
    if (publisher.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> answer = get(publisher.get(), participant, documentType);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    Element information = verified(answer.get());
    if (!participant.equalsIgnoreCase(Xml.text(information, "ParticipantIdentifier").orElse(""))) {
      throw new UnavailableException("The metadata is of another participant");
    }
    if (!documentType.equals(Xml.text(information, "DocumentIdentifier").orElse(""))) {
      throw new UnavailableException("The metadata is of another type of document");
    }
    Optional<Element> endpoint = endpoint(information);
    return endpoint.isEmpty()
        ? Optional.empty()
        : Optional.of(participant(participant, information, endpoint.get()));
  }

  private Optional<byte[]> get(URI publisher, String participant, String documentType)
      throws UnavailableException {
    String path =
        part(profile.participantScheme() + "::" + participant)
            + "/services/"
            + part(profile.documentScheme() + "::" + documentType);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(publisher.toString().replaceAll("/+$", "") + "/" + path))
            .timeout(settings.answerWithin())
            .build();
    try {
      HttpResponse<byte[]> response =
          WholeAnswer.of(http, request, MOST, settings.answerWithin().plusSeconds(1));
      if (response.statusCode() == 404) {
        return Optional.empty();
      }
      if (response.statusCode() != 200) {
        throw new UnavailableException("The metadata publisher says " + response.statusCode());
      }
      return Optional.of(response.body());
    } catch (IOException e) {
      throw new UnavailableException("The metadata publisher does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted");
    }
  }

  /** What is signed by a publisher we trust, and nothing else. */
  private Element verified(byte[] answer) throws UnavailableException {
    try {
      Document document = Xml.read(answer);
      X509Certificate signer = Sealing.signer(document);
      if (!keys.trust(settings.authorities()).takes(signer, clock.instant())) {
        throw new UnavailableException("The metadata is not signed by the federation's publisher");
      }
      return Xml.at(document.getDocumentElement(), "ServiceMetadata", "ServiceInformation")
          .orElseThrow(() -> new UnavailableException("The metadata holds no service"));
    } catch (Xml.UnreadableException | Sealing.UnverifiedException e) {
      throw new UnavailableException("The metadata is not signed as it must be");
    }
  }

  private Optional<Element> endpoint(Element information) {
    for (Element process : children(information, "ProcessList", "Process")) {
      if (Xml.text(process, "ProcessIdentifier").equals(Optional.of(profile.process()))) {
        for (Element endpoint : children(process, "ServiceEndpointList", "Endpoint")) {
          if (endpoint.getAttribute("transportProfile").strip().equals(profile.transport())) {
            return Optional.of(endpoint);
          }
        }
      }
    }
    return Optional.empty();
  }

  private Participant participant(String id, Element information, Element endpoint)
      throws UnavailableException {
    X509Certificate accessPoint = certificate(Xml.text(endpoint, "Certificate").orElse(""));
    List<X509Certificate> signing = new ArrayList<>();
    List<X509Certificate> encryption = new ArrayList<>();
    for (Element extension : Xml.children(information, "Extension")) {
      if (Xml.text(extension, "ExtensionID").equals(Optional.of(settings.extension()))) {
        for (Element certificate : Xml.children(extension, "Certificate")) {
          String type = Xml.text(certificate, "TypeCode").orElse("");
          String content = Xml.text(certificate, "ContentBinaryObject").orElse("");
          if (type.equals(settings.signingType())) {
            signing.add(certificate(content));
          } else if (type.equals(settings.encryptionType())) {
            encryption.add(certificate(content));
          }
        }
      }
    }
    return new Participant(
        id,
        Xml.text(endpoint, "ServiceDescription").orElse(id),
        addresses.functions(id),
        Xml.text(endpoint, "EndpointURI").orElse(""),
        CommonName.of(accessPoint),
        accessPoint,
        List.copyOf(signing),
        List.copyOf(encryption));
  }

  private static List<Element> children(Element parent, String list, String name) {
    return Xml.at(parent, list).map(found -> Xml.children(found, name)).orElse(List.of());
  }

  private static X509Certificate certificate(String base64) throws UnavailableException {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new UnavailableException("A certificate in the metadata cannot be read");
    }
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
