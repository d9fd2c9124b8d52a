package se.vardformedling.messaging.sdk;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A private key with its certificate. */
public record Identity(PrivateKey key, X509Certificate certificate) {}
