package se.vardformedling.notification;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where notifications may go.
 *
 * @param allowed origins that may be told ({@code VF_NOTIFY_ALLOWED}); none unless set
 * @param keyFile the node's signing key, a JWK; made in the data folder if it is not there
 * @param firstRetry how long to wait after a first failure
 */
@ConfigurationProperties("vf.notify")
record NotifySettings(
    @DefaultValue List<String> allowed,
    @DefaultValue("") String keyFile,
    @DefaultValue("10s") Duration firstRetry) {}
