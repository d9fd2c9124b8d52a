package se.vardformedling.messaging.accesspoint;

import com.helger.httpclient.HttpClientFactory;
import com.helger.httpclient.HttpClientSettings;
import com.helger.mime.parse.MimeTypeParser;
import com.helger.phase4.attachment.AS4OutgoingAttachment;
import com.helger.phase4.crypto.AS4CryptoFactoryInMemoryKeyStore;
import com.helger.phase4.ebms3header.Ebms3SignalMessage;
import com.helger.phase4.incoming.IAS4IncomingMessageState;
import com.helger.phase4.model.MessageProperty;
import com.helger.phase4.sender.AS4Sender;
import com.helger.phase4.sender.EAS4UserMessageSendResult;
import com.helger.phase4.sender.IAS4SignalMessageValidationResultHandler;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.w3c.dom.Document;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.messaging.sdk.Xml;

/** Sends by AS4 and checks the receipt: its signature, whose it is, and what it says it is for. */
class As4Sender {
  private static final Logger log = LoggerFactory.getLogger(As4Sender.class);

  private final SdkProfile profile;
  private final As4Settings settings;
  private final KeyRing keys;
  private final ProcessingModes modes;
  private final String own;
  private final Clock clock;

  As4Sender(
      SdkProfile profile,
      As4Settings settings,
      KeyRing keys,
      ProcessingModes modes,
      String own,
      Clock clock) {
    this.profile = profile;
    this.settings = settings;
    this.keys = keys;
    this.modes = modes;
    this.own = own;
    this.clock = clock;
  }

  private static final class Answer implements IAS4SignalMessageValidationResultHandler {
    private @Nullable Document receipt;
    private @Nullable X509Certificate signer;
    private List<ErrorRules.Said> errors = List.of();
    private boolean matches;
    private boolean differs;
    private boolean tooLarge;

    @Override
    public void onSuccess() {
      matches = true;
    }

    @Override
    public void onError(String message) {
      differs = true;
    }

    void heard(@Nullable StatusLine status) {
      tooLarge = status != null && status.getStatusCode() == HttpStatus.SC_REQUEST_TOO_LONG;
    }

    @Override
    public void onNotApplicable() {
      // a receipt without digests does not prove anything
    }

    void take(Ebms3SignalMessage signal, IAS4IncomingMessageState state) {
      errors =
          signal.getError().stream()
              .map(error -> ErrorRules.Said.of(error.getErrorCode(), error.getErrorDetail()))
              .toList();
      if (state.isSoapSignatureChecked()) {
        receipt = state.getOriginalSoapDocument();
        signer = state.getSigningCertificate();
      }
    }
  }

  /** Sends; the receipt, canonical, is the proof: its signature can be verified again. */
  byte[] send(Transfer transfer) throws NotCarriedException {
    Transfer.Route route = transfer.route();
    if (!keys.accessPoints().takes(route.certificate(), clock.instant())) {
      throw new NotCarriedException("The recipient's access point has no valid certificate", false);
    }
    Answer answer = new Answer();
    EAS4UserMessageSendResult result = send(transfer, answer);
    if (result == EAS4UserMessageSendResult.SUCCESS) {
      Document receipt = answer.receipt;
      if (receipt == null || !answer.matches || answer.differs) {
        throw new NotCarriedException("The receipt is not for what was sent", false);
      }
      if (!route.certificate().equals(answer.signer)) {
        throw new NotCarriedException("The receipt is signed by another access point", false);
      }
      return Xml.write(receipt);
    }
    if (answer.tooLarge) {
      throw new NotCarriedException("The recipient's access point takes nothing so large", true);
    }
    throw new NotCarriedException(
        ErrorRules.reason(result.getID(), answer.errors), ErrorRules.permanent(answer.errors));
  }

  private EAS4UserMessageSendResult send(Transfer transfer, Answer answer)
      throws NotCarriedException {
    String partner = transfer.route().party();
    String action = transfer.labels().action();
    try {
      return message()
          .as4ProfileID(Phase4.PROFILE)
          .httpClientFactory(new HttpClientFactory(http(transfer.envelope().length)))
          .cryptoFactory(crypto(keys, clock.instant()))
          .pmode(modes.to(partner, action))
          .pmodeResolver(modes)
          .endpointURL(transfer.route().address().toString())
          .receiverCertificate(transfer.route().certificate())
          .agreementRef(modes.agreement(partner).isEmpty() ? null : modes.agreement(partner))
          .service(modes.serviceType(partner), profile.process())
          .action(action)
          .fromPartyIDType(modes.partyType(partner))
          .fromPartyID(own)
          .fromRole(settings.initiatorRole())
          .toPartyIDType(modes.partyType(partner))
          .toPartyID(partner)
          .toRole(settings.responderRole())
          .messageID(transfer.id())
          .conversationID(transfer.conversation())
          .addMessageProperty(property("originalSender", transfer.labels().originalSender()))
          .addMessageProperty(property("finalRecipient", transfer.labels().finalRecipient()))
          .payload(payload(transfer.envelope()))
          .rawResponseConsumer(sent -> answer.heard(sent.getResponseStatusLine()))
          .signalMsgConsumer((signal, metadata, state) -> answer.take(signal, state))
          .signalMsgValidationResultHdl(answer)
          .sendMessageAndCheckForReceipt(
              e ->
                  log.warn(
                      "Transfer {}: {}",
                      transfer.id(),
                      NestedExceptionUtils.getMostSpecificCause(e).toString()));
    } catch (GeneralSecurityException e) {
      throw new NotCarriedException("The keys cannot be used", false);
    }
  }

  AS4Sender.BuilderUserMessage message() {
    return new PackedMessage();
  }

  private AS4OutgoingAttachment.Builder payload(byte[] envelope) {
    AS4OutgoingAttachment.Builder payload =
        AS4OutgoingAttachment.builder()
            .data(envelope)
            .contentID("message")
            .mimeType(MimeTypeParser.safeParseMimeType(settings.mimeType()));
    return settings.compress() ? payload.compressionGZIP() : payload;
  }

  private MessageProperty property(String name, String participant) {
    return MessageProperty.builder()
        .name(name)
        .type(profile.participantScheme())
        .value(participant)
        .build();
  }

  private HttpClientSettings http(int size) throws GeneralSecurityException {
    HttpClientSettings http = new HttpClientSettings();
    http.setSSLContext(PeerTrust.context(keys, clock));
    http.setResponseTimeout(Timeout.of(ErrorRules.answerWithin(settings.answerWithin(), size)));
    http.setConnectTimeout(Timeout.ofSeconds(10));
    http.setRetryCount(0);
    http.setFollowRedirects(false);
    return http;
  }

  static AS4CryptoFactoryInMemoryKeyStore crypto(KeyRing keys, Instant now)
      throws GeneralSecurityException {
    java.security.KeyStore store = keys.accessPointStore();
    return new AS4CryptoFactoryInMemoryKeyStore(
        store,
        store.getCertificateAlias(keys.accessPoint(now).certificate()),
        keys.password().toCharArray(),
        keys.accessPoints().store());
  }
}
