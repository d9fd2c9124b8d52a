package se.vardformedling.messaging.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.apache.xml.security.encryption.EncryptedData;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.utils.EncryptionConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** Large seals, beside the JDK's own signatures, which know nothing of how ours are made. */
class SealingTest {
  private static final String LONG = "AbC+/=09".repeat(20_000);
  private static final String MESSAGE = "<m xmlns=\"urn:m\">" + LONG + "</m>";

  private final Sealing sealing = new Sealing(Samples.PROFILE);

  @Test
  void a_large_seal_is_right_to_the_jdk_too_and_opens() throws Exception {
    byte[] sealed = sealed();

    assertThat(rightToTheJdk(Xml.read(sealed))).isTrue();
    assertThat(sealing.decrypt(sealing.verify(Xml.read(sealed)), List.of(Samples.TO)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(MESSAGE);
  }

  /** The library's own way is another road to the same: each reads what the other has written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        XMLCipher.AES_256,
        XMLCipher.AES_128,
        XMLCipher.AES_256_GCM,
        XMLCipher.AES_128_GCM
      })
  void content_is_encrypted_as_the_library_does_it(String algorithm) throws Exception {
    byte[] key = new byte[algorithm.contains("128") ? 16 : 32];
    key[3] = 7;
    SecretKeySpec session = new SecretKeySpec(key, "AES");
    ContentCipher ours = new ContentCipher(algorithm, session);
    for (int length : new int[] {1, 15, 16, 17, 100_000}) {
      byte[] content = LONG.substring(0, length).getBytes(StandardCharsets.UTF_8);
      XMLCipher library = XMLCipher.getInstance(algorithm);
      library.init(XMLCipher.ENCRYPT_MODE, session);
      Document document = read("<d/>");
      EncryptedData theirs =
          library.encryptData(
              document, EncryptionConstants.TYPE_ELEMENT, new ByteArrayInputStream(content));
      String value = theirs.getCipherData().getCipherValue().getValue();

      assertThat(ours.decrypt(value)).isEqualTo(content);
      assertThat(ours.decrypt(value.replaceAll("(.{40})", "$1\r\n "))).isEqualTo(content);

      theirs.getCipherData().getCipherValue().setValue(ours.encrypt(content));
      XMLCipher reader = XMLCipher.getInstance();
      reader.init(XMLCipher.DECRYPT_MODE, session);
      assertThat(reader.decryptToByteArray(library.martial(document, theirs))).isEqualTo(content);
    }
    assertThatThrownBy(() -> ours.decrypt("AAAA")).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void a_large_seal_with_one_letter_changed_is_not_right() throws Exception {
    String sealed = new String(sealed(), StandardCharsets.UTF_8);
    int middle = sealed.indexOf("<", sealed.length() / 2) - 5_000;
    char other = sealed.charAt(middle) == 'A' ? 'B' : 'A';
    String changed = sealed.substring(0, middle) + other + sealed.substring(middle + 1);

    assertThat(rightToTheJdk(read(changed))).isFalse();
    assertThatThrownBy(() -> sealing.verify(read(changed)))
        .isInstanceOf(Sealing.UnverifiedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CanonicalizationMethod.INCLUSIVE,
        CanonicalizationMethod.EXCLUSIVE,
        CanonicalizationMethod.INCLUSIVE_WITH_COMMENTS,
        CanonicalizationMethod.INCLUSIVE_11
      })
  void what_the_jdk_signs_is_right_here_and_not_when_anything_is_changed(String canonical)
      throws Exception {
    String root =
        """
        <?a b?><!-- before --><r xmlns="urn:r" xmlns:x="urn:x" x:b="1" a='"'>
        <x:long xml:lang="sv">%1$s</x:long><c><![CDATA[%1$s]]></c><!-- in -->
        <d>å &amp; &#xD;</d></r><!-- after --><?c d?>"""
            .formatted(LONG);
    Document document = read(root);
    sign(document, canonical);
    String signed = new String(Xml.write(document), StandardCharsets.UTF_8);

    assertThat(Sealing.signer(read(signed))).isEqualTo(Samples.FROM.certificate());
    for (String[] change :
        new String[][] {
          {"x:b=\"1\"", "x:b=\"2\""},
          {"xml:lang=\"sv\"", "xml:lang=\"en\""},
          {"<d>å", "<d>ä"},
          {"09</c>", "08</c>"},
          {"<?a b?>", "<?a e?>"},
          {"<?c d?>", ""},
          {"</d>", "</d><e/>"}
        }) {
      String changed = signed.replace(change[0], change[1]);
      assertThat(changed).isNotEqualTo(signed);
      assertThatThrownBy(() -> Sealing.signer(read(changed)))
          .as(change[0])
          .isInstanceOf(Sealing.UnverifiedException.class);
    }
  }

  private byte[] sealed() {
    Envelope envelope =
        new Envelope(
            "11111111-1111-4111-8111-111111111111",
            Samples.NOW,
            Samples.SENDER,
            Samples.RECIPIENT,
            Samples.PROFILE.documentType(),
            Optional.of(Samples.FUNCTION));
    return sealing.seal(
        envelope,
        "Q{urn:m}m",
        MESSAGE.getBytes(StandardCharsets.UTF_8),
        Samples.TO.certificate(),
        Samples.FROM);
  }

  private static Document read(String text) throws Xml.UnreadableException {
    return Xml.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean rightToTheJdk(Document document) throws Exception {
    DOMValidateContext context =
        new DOMValidateContext(
            KeySelector.singletonKeySelector(Samples.FROM.certificate().getPublicKey()),
            document.getDocumentElement().getLastChild());
    return XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context).validate(context);
  }

  private static void sign(Document document, String canonical) throws Exception {
    XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    @Nullable TransformParameterSpec none = null;
    Reference reference =
        factory.newReference(
            "",
            factory.newDigestMethod(DigestMethod.SHA256, null),
            List.of(
                factory.newTransform(Transform.ENVELOPED, none),
                factory.newTransform(canonical, none)),
            null,
            null);
    SignedInfo info =
        factory.newSignedInfo(
            factory.newCanonicalizationMethod(canonical, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
            List.of(reference));
    KeyInfoFactory keys = factory.getKeyInfoFactory();
    KeyInfo key = keys.newKeyInfo(List.of(keys.newX509Data(List.of(Samples.FROM.certificate()))));
    factory
        .newXMLSignature(info, key)
        .sign(new DOMSignContext(Samples.FROM.key(), document.getDocumentElement()));
  }
}
