package se.vardformedling.messaging.key;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import se.vardformedling.messaging.sdk.Identity;

/** An authority for trying and for tests. Nobody outside should ever trust it. */
public final class TestAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Identity own;
  private final int bits;

  private TestAuthority(Identity own, int bits) {
    this.own = own;
    this.bits = bits;
  }

  /**
   * A new authority.
   *
   * @param bits of its RSA keys and of those it certifies
   */
  public static TestAuthority named(String name, Instant now, int bits)
      throws GeneralSecurityException, IOException {
    KeyPair pair = pair(bits);
    X500Principal subject = new X500Principal("CN=" + name + ",O=Vardformedling test,C=SE");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject, serial(), from(now), date(now, 3650), subject, pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        extensions.createSubjectKeyIdentifier(pair.getPublic()));
    X509Certificate certificate =
        new JcaX509CertificateConverter().getCertificate(builder.build(signer(pair.getPrivate())));
    return new TestAuthority(new Identity(pair.getPrivate(), certificate), bits);
  }

  public X509Certificate certificate() {
    return own.certificate();
  }

  public Identity identity() {
    return own;
  }

  /**
   * A key with a certificate of this authority.
   *
   * @param host also named, for TLS
   */
  public Identity issue(String commonName, String host, Instant from, Duration valid)
      throws GeneralSecurityException, IOException {
    KeyPair pair = pair(bits);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            own.certificate().getSubjectX500Principal(),
            serial(),
            Date.from(from),
            Date.from(from.plus(valid)),
            new X500Principal("CN=" + commonName + ",O=Vardformedling test,C=SE"),
            pair.getPublic());
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(
            KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.dataEncipherment));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    int kind = host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
    builder.addExtension(
        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, host)));
    return new Identity(
        pair.getPrivate(),
        new JcaX509CertificateConverter().getCertificate(builder.build(signer(own.key()))));
  }

  /** The authority's list of what it has revoked. */
  public X509CRL revoking(List<X509Certificate> revoked, Instant now)
      throws GeneralSecurityException {
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(
            X500Name.getInstance(own.certificate().getSubjectX500Principal().getEncoded()),
            Date.from(now.minus(Duration.ofMinutes(5))));
    builder.setNextUpdate(date(now, 365));
    revoked.forEach(
        certificate ->
            builder.addCRLEntry(
                certificate.getSerialNumber(), Date.from(now.minus(Duration.ofMinutes(5))), 0));
    return new JcaX509CRLConverter().getCRL(builder.build(signer(own.key())));
  }

  private static ContentSigner signer(PrivateKey key) throws GeneralSecurityException {
    try {
      return new JcaContentSignerBuilder("SHA256withRSA").build(key);
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair pair(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static BigInteger serial() {
    return new BigInteger(120, RANDOM).setBit(120);
  }

  /** A clock that is somewhat behind takes it too. */
  private static Date from(Instant now) {
    return Date.from(now.minus(Duration.ofDays(1)));
  }

  private static Date date(Instant now, int days) {
    return Date.from(now.plus(Duration.ofDays(days)));
  }
}
