package se.vardformedling.messaging.sdk;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import org.apache.xml.security.algorithms.JCEMapper;
import org.apache.xml.security.encryption.XMLCipherUtil;

/**
 * Content under a session key as XML Encryption 1.1 writes it (section 5.2): the initialization
 * vector and what is encrypted, in base64. The library does the same in pieces of 8 kB, and decodes
 * digit by digit; which cipher an algorithm's address means is still the library's to say.
 */
final class ContentCipher {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String algorithm;
  private final Key session;

  /**
   * @param algorithm the address of a block cipher
   */
  ContentCipher(String algorithm, Key session) {
    this.algorithm = algorithm;
    this.session = session;
  }

  String encrypt(byte[] content) throws GeneralSecurityException {
    byte[] vector = new byte[vector()];
    RANDOM.nextBytes(vector);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, vector);
    byte[] whole = Arrays.copyOf(vector, vector.length + cipher.getOutputSize(content.length));
    int written = cipher.doFinal(content, 0, content.length, whole, vector.length);
    return Base64.getEncoder()
        .encodeToString(
            vector.length + written == whole.length
                ? whole
                : Arrays.copyOf(whole, vector.length + written));
  }

  byte[] decrypt(String encrypted) throws GeneralSecurityException {
    byte[] whole = Base64Text.lenient(encrypted);
    int vector = vector();
    if (whole.length < vector) {
      throw new GeneralSecurityException("Shorter than an initialization vector");
    }
    return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, vector))
        .doFinal(whole, vector, whole.length - vector);
  }

  private Cipher cipher(int mode, byte[] vector) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(JCEMapper.translateURItoJCEID(algorithm));
    cipher.init(mode, session, XMLCipherUtil.constructBlockCipherParameters(algorithm, vector));
    return cipher;
  }

  /** In bytes. */
  private int vector() {
    return JCEMapper.getIVLengthFromURI(algorithm) / 8;
  }
}
