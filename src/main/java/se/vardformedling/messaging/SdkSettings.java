package se.vardformedling.messaging;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who this node is in the federation.
 *
 * @param accessPoint {@code as4}: an access point of one's own; {@code none}: no messages
 * @param participant this node's, {@code 0203:region.example}
 * @param functions its functional addresses; the first sends
 * @param directory a file that says where the participants are
 * @param resends after the first try
 * @param resendWithin how long the resends take together
 * @param answerWithin how long a receipt may be without a meddelandekvittens
 * @param keepContent how long a message is kept that is filed or has ended
 * @param keepRows how long it is kept that there was one
 */
@ConfigurationProperties("vf.sdk")
record SdkSettings(
    @DefaultValue("none") String accessPoint,
    @DefaultValue("") String participant,
    @DefaultValue List<String> functions,
    @DefaultValue("") String directory,
    @DefaultValue("4") int resends,
    @DefaultValue("12m") Duration resendWithin,
    @DefaultValue("60m") Duration answerWithin,
    @DefaultValue("90d") Duration keepContent,
    @DefaultValue("3653d") Duration keepRows) {

  /** Of a transfer that begins now; AS4 wants it to look like an address. */
  String transferId() {
    return UUID.randomUUID() + "@" + participant.replaceFirst("^.*:", "");
  }

  Duration interval() {
    return resendWithin.dividedBy(Math.max(1, resends));
  }
}
