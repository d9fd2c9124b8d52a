package se.vardformedling.messaging.key;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where keys and certificates lie: PKCS#12 ({@code .p12}, {@code .pfx}) or PEM with the key and its
 * certificates in one file. The files are read again when they change.
 *
 * @param organisation signs and decrypts messages
 * @param accessPoint signs and decrypts transfers
 * @param tls answers and calls over TLS
 * @param password of the PKCS#12 files
 * @param organisationAuthorities PEM: whose certificates organisations have
 * @param accessPointAuthorities PEM: whose certificates access points have
 * @param tlsAuthorities PEM: whose certificates TLS peers have
 * @param revocationLists CRL files, fetched by the operator; none: revocation is not checked, and a
 *     warning says so
 * @param warnDays how long before a certificate ends a warning comes
 */
@ConfigurationProperties("vf.sdk.keys")
public record KeySettings(
    @DefaultValue("") String organisation,
    @DefaultValue("") String accessPoint,
    @DefaultValue("") String tls,
    @DefaultValue("") String password,
    @DefaultValue("") String organisationAuthorities,
    @DefaultValue("") String accessPointAuthorities,
    @DefaultValue("") String tlsAuthorities,
    @DefaultValue List<String> revocationLists,
    @DefaultValue("30") int warnDays) {}
