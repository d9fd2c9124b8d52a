package se.vardformedling.messaging.sdk;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.apache.xml.security.encryption.CipherData;
import org.apache.xml.security.encryption.EncryptedData;
import org.apache.xml.security.encryption.EncryptedKey;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.keys.KeyInfo;
import org.apache.xml.security.keys.content.X509Data;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.apache.xml.security.utils.EncryptionConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The seal between organisations: encrypted first, signed after; verified first, decrypted after.
 * What is not verified cannot be decrypted, because the types do not let it.
 */
public final class Sealing {
  static {
    Xml.prepare();
  }

  private final SdkProfile profile;

  public Sealing(SdkProfile profile) {
    this.profile = profile;
  }

  /** The envelope's signature is right; whose certificate it is has still to be judged. */
  public record Verified(Document document, Envelope envelope, X509Certificate signer) {}

  /** The signature is not as it must be. The reason is for the log, not for the sender. */
  public static final class UnverifiedException extends Exception {
    private static final long serialVersionUID = 1;

    UnverifiedException(String message) {
      super(message);
    }
  }

  /** It could not be decrypted. Deliberately without a reason. */
  public static final class UndecryptableException extends Exception {
    private static final long serialVersionUID = 1;

    UndecryptableException() {
      super("Not decryptable");
    }
  }

  /** An element, encrypted to the recipient and signed by the sender. */
  public byte[] seal(
      Envelope envelope, String rootName, byte[] element, X509Certificate to, Identity from) {
    Document document = EnvelopeWriter.write(envelope, rootName, true, profile);
    try {
      EnvelopeRules.content(document).appendChild(encrypt(document, element, to));
      sign(document, from);
    } catch (Exception e) { // Santuario declares no less
      throw new IllegalStateException("The message could not be sealed", e);
    }
    return Xml.write(document);
  }

  /** An element in clear, signed by the sender. */
  public byte[] sign(Envelope envelope, String rootName, Element element, Identity from) {
    return signed(EnvelopeWriter.write(envelope, rootName, false, profile), element, from);
  }

  byte[] signed(Document document, Element content, Identity from) {
    EnvelopeRules.content(document).appendChild(document.importNode(content, true));
    try {
      sign(document, from);
    } catch (XMLSecurityException e) {
      throw new IllegalStateException("The envelope could not be signed", e);
    }
    return Xml.write(document);
  }

  /**
   * Checks the signature over the whole envelope.
   *
   * @param document its structure has been found right
   */
  public Verified verify(Document document) throws UnverifiedException {
    X509Certificate signer = signer(document);
    return new Verified(document, EnvelopeRules.read(document), signer);
  }

  /** Whose signature is over the whole document, and right; whether to trust it is not decided. */
  public static X509Certificate signer(Document document) throws UnverifiedException {
    Element element = SignatureShape.only(document);
    SignatureShape.check(element);
    try {
      XMLSignature signature = new XMLSignature(element, "", true);
      SignatureShape.wholeDocument(element).ifPresent(signature::addResourceResolver);
      X509Certificate signer = signature.getKeyInfo().getX509Certificate();
      require(signer != null, "No certificate");
      require(signature.checkSignatureValue(signer), "The signature does not match");
      return signer;
    } catch (XMLSecurityException | RuntimeException e) {
      throw new UnverifiedException("The signature cannot be checked");
    }
  }

  /**
   * What is inside.
   *
   * @param own what it may be encrypted to: several while certificates are being changed
   */
  public byte[] decrypt(Verified verified, List<Identity> own) throws UndecryptableException {
    Element data = Xml.children(EnvelopeRules.content(verified.document())).get(0);
    try {
      Element wrapped = Xml.at(data, "KeyInfo", "EncryptedKey").orElseThrow();
      require(profile.contentEncryption().equals(algorithm(data)), "Content algorithm");
      require(profile.keyEncryption().equals(algorithm(wrapped)), "Key algorithm");
      require(Xml.at(data, "CipherData", "CipherValue").isPresent(), "Content is elsewhere");
      require(Xml.at(wrapped, "CipherData", "CipherValue").isPresent(), "Key is elsewhere");
      XMLCipher unwrap = XMLCipher.getInstance(profile.keyEncryption());
      unwrap.init(XMLCipher.UNWRAP_MODE, addressed(wrapped, own).key());
      EncryptedKey key = unwrap.loadEncryptedKey(verified.document(), wrapped);
      Key session = unwrap.decryptKey(key, profile.contentEncryption());
      return new ContentCipher(profile.contentEncryption(), session)
          .decrypt(Xml.at(data, "CipherData", "CipherValue").orElseThrow().getTextContent());
    } catch (GeneralSecurityException
        | XMLSecurityException
        | UnverifiedException
        | RuntimeException e) {
      throw new UndecryptableException();
    }
  }

  /** The identity whose certificate the sender used; the first when it does not say. */
  private static Identity addressed(Element wrapped, List<Identity> own) {
    String named = Xml.text(wrapped, "KeyInfo", "X509Data", "X509Certificate").orElse("");
    byte[] certificate = Base64.getMimeDecoder().decode(named);
    return own.stream()
        .filter(identity -> Arrays.equals(encoded(identity), certificate))
        .findFirst()
        .orElseGet(() -> own.get(0));
  }

  private static byte[] encoded(Identity identity) {
    try {
      return identity.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean encrypted(Document document) {
    return Xml.at(EnvelopeRules.content(document), "EncryptedData").isPresent();
  }

  private Element encrypt(Document document, byte[] element, X509Certificate to) throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    SecretKey session = generator.generateKey();
    XMLCipher wrap = XMLCipher.getInstance(profile.keyEncryption(), null, profile.keyDigest());
    wrap.init(Cipher.WRAP_MODE, to.getPublicKey());
    EncryptedKey wrapped = wrap.encryptKey(document, session);
    wrapped.setKeyInfo(certificate(document, to));

    XMLCipher cipher = XMLCipher.getInstance(profile.contentEncryption());
    EncryptedData data =
        cipher.createEncryptedData(
            CipherData.VALUE_TYPE,
            new ContentCipher(profile.contentEncryption(), session).encrypt(element));
    data.setType(EncryptionConstants.TYPE_ELEMENT);
    data.setEncryptionMethod(cipher.createEncryptionMethod(profile.contentEncryption()));
    KeyInfo keyInfo = new KeyInfo(document);
    keyInfo.add(wrapped);
    data.setKeyInfo(keyInfo);
    return cipher.martial(document, data);
  }

  private void sign(Document document, Identity from) throws XMLSecurityException {
    XMLSignature signature =
        new XMLSignature(document, "", profile.signature(), profile.canonical());
    document.getDocumentElement().appendChild(signature.getElement());
    Transforms transforms = new Transforms(document);
    transforms.addTransform(Transforms.TRANSFORM_ENVELOPED_SIGNATURE);
    transforms.addTransform(profile.canonical());
    signature.addDocument("", transforms, profile.digest());
    signature.addKeyInfo(from.certificate());
    if (profile.canonical().equals(WholeDocument.CANONICAL)) {
      signature.addResourceResolver(new WholeDocument(signature.getElement(), profile.digest()));
    }
    signature.sign(from.key());
  }

  private static KeyInfo certificate(Document document, X509Certificate certificate)
      throws XMLSecurityException {
    X509Data data = new X509Data(document);
    data.addCertificate(certificate);
    KeyInfo keyInfo = new KeyInfo(document);
    keyInfo.add(data);
    return keyInfo;
  }

  /** The signature of what has been verified. */
  static Element signature(Verified verified) {
    List<Element> top = Xml.children(verified.document().getDocumentElement());
    return top.get(top.size() - 1);
  }

  static String algorithm(Element parent, String name) {
    return Xml.at(parent, name).map(e -> e.getAttribute("Algorithm")).orElse("");
  }

  private static String algorithm(Element encrypted) {
    return algorithm(encrypted, "EncryptionMethod");
  }

  static void require(boolean right, String otherwise) throws UnverifiedException {
    if (!right) {
      throw new UnverifiedException(otherwise);
    }
  }
}
