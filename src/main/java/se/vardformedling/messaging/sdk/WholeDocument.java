package se.vardformedling.messaging.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import org.apache.xml.security.algorithms.MessageDigestAlgorithm;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignatureDigestInput;
import org.apache.xml.security.signature.XMLSignatureInput;
import org.apache.xml.security.utils.DigesterOutputStream;
import org.apache.xml.security.utils.UnsyncBufferedOutputStream;
import org.apache.xml.security.utils.resolver.ResourceResolverContext;
import org.apache.xml.security.utils.resolver.ResourceResolverException;
import org.apache.xml.security.utils.resolver.ResourceResolverSpi;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Tells a signature the digest of the document around it: all of it but the signature, in Canonical
 * XML 1.0. It is what the library would find by its transforms, sooner where a text is long.
 */
final class WholeDocument extends ResourceResolverSpi {
  static final String CANONICAL = Canonicalizer.ALGO_ID_C14N_OMIT_COMMENTS;

  private final Element signature;
  private final String digest;

  /**
   * @param signature a child of the document's root
   * @param digest the algorithm's address
   */
  WholeDocument(Element signature, String digest) {
    this.signature = signature;
    this.digest = digest;
  }

  @Override
  public boolean engineCanResolveURI(ResourceResolverContext context) {
    return context.uriToResolve.isEmpty();
  }

  @Override
  public XMLSignatureInput engineResolveURI(ResourceResolverContext context)
      throws ResourceResolverException {
    Document document = signature.getOwnerDocument();
    Node root = signature.getParentNode();
    Node after = signature.getNextSibling();
    root.removeChild(signature);
    try {
      return new XMLSignatureDigestInput(Base64.getEncoder().encodeToString(digest(document)));
    } catch (XMLSecurityException | IOException e) {
      throw new ResourceResolverException("generic.EmptyMessage", e, "", "");
    } finally {
      root.insertBefore(signature, after);
    }
  }

  private byte[] digest(Document document) throws XMLSecurityException, IOException {
    MessageDigestAlgorithm algorithm = MessageDigestAlgorithm.getInstance(document, digest);
    Canonicalizer canonicalizer = Canonicalizer.getInstance(CANONICAL);
    try (OutputStream out = new UnsyncBufferedOutputStream(new DigesterOutputStream(algorithm))) {
      LongTexts.write(document, canonicalizer::canonicalizeSubtree, out);
    }
    return algorithm.digest();
  }
}
