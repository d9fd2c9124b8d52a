package se.vardformedling.messaging.accesspoint;

import com.helger.collection.commons.ICommonsList;
import com.helger.http.header.HttpHeaderMap;
import com.helger.phase4.attachment.WSS4JAttachment;
import com.helger.phase4.ebms3header.Ebms3Property;
import com.helger.phase4.ebms3header.Ebms3SignalMessage;
import com.helger.phase4.ebms3header.Ebms3UserMessage;
import com.helger.phase4.error.AS4ErrorList;
import com.helger.phase4.incoming.IAS4IncomingMessageMetadata;
import com.helger.phase4.incoming.IAS4IncomingMessageState;
import com.helger.phase4.incoming.spi.AS4MessageProcessorResult;
import com.helger.phase4.incoming.spi.AS4SignalMessageProcessorResult;
import com.helger.phase4.incoming.spi.IAS4IncomingMessageProcessorSPI;
import com.helger.phase4.model.error.EEbmsError;
import com.helger.phase4.model.pmode.IPMode;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Node;
import se.vardformedling.messaging.key.CommonName;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.Labels;
import se.vardformedling.messaging.sdk.SdkProfile;

/**
 * Takes what phase4 has checked and unpacked, and stores it before a receipt is made. Whatever goes
 * wrong, the partner is told a code and nothing of ours.
 */
final class As4Receiver implements IAS4IncomingMessageProcessorSPI {
  private static final Logger log = LoggerFactory.getLogger(As4Receiver.class);
  private final SdkProfile profile;
  private final As4Settings settings;
  private final KeyRing keys;
  private final Arrivals arrivals;
  private final Clock clock;

  As4Receiver(
      SdkProfile profile, As4Settings settings, KeyRing keys, Arrivals arrivals, Clock clock) {
    this.profile = profile;
    this.settings = settings;
    this.keys = keys;
    this.arrivals = arrivals;
    this.clock = clock;
  }

  @Override
  public AS4MessageProcessorResult processAS4UserMessage(
      IAS4IncomingMessageMetadata metadata,
      HttpHeaderMap headers,
      Ebms3UserMessage message,
      IPMode mode,
      @Nullable Node payload,
      @Nullable ICommonsList<WSS4JAttachment> attachments,
      IAS4IncomingMessageState state,
      AS4ErrorList errors) {
    try {
      if (!authentic(message, state)) {
        return refused(errors, EEbmsError.EBMS_POLICY_NONCOMPLIANCE, "");
      }
      if (attachments == null || attachments.size() != 1) {
        return refused(errors, EEbmsError.EBMS_VALUE_INCONSISTENT, "");
      }
      String action = there(there(message.getCollaborationInfo()).getAction());
      if (!action.equals(profile.action(profile.documentType()))
          && !action.equals(profile.action(profile.answerType()))) {
        return refused(errors, EEbmsError.EBMS_OTHER, "NOT_SERVICED");
      }
      arrivals.received(arrival(message, action, read(attachments.get(0))));
      return AS4MessageProcessorResult.createSuccess();
    } catch (Arrivals.ContradictionException e) {
      log.error("Transfer {} has come twice with different contents", e.getMessage());
      return refused(errors, EEbmsError.EBMS_VALUE_INCONSISTENT, "");
    } catch (TooLargeException e) {
      // By its own code: what is too large will be so at every further try.
      log.warn("A transfer of {} is not taken: {}", party(message), e.getMessage());
      return refused(errors, EEbmsError.EBMS_VALUE_INCONSISTENT, "NOT_TAKEN: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      log.error("A transfer could not be stored; its sender will try again", e);
      return refused(errors, EEbmsError.EBMS_OTHER, "");
    }
  }

  @Override
  public AS4SignalMessageProcessorResult processAS4SignalMessage(
      IAS4IncomingMessageMetadata metadata,
      HttpHeaderMap headers,
      Ebms3SignalMessage message,
      @Nullable IPMode mode,
      IAS4IncomingMessageState state,
      AS4ErrorList errors) {
    return AS4SignalMessageProcessorResult.createSuccess();
  }

  @Override
  public void processAS4ResponseMessage(
      IAS4IncomingMessageMetadata metadata,
      IAS4IncomingMessageState state,
      String responseId,
      byte @Nullable [] response,
      boolean available,
      AS4ErrorList errors) {
    Ebms3UserMessage message = state.getEbmsUserMessage();
    if (available && response != null && message != null && errors.isEmpty()) {
      given(message, response);
    }
  }

  /** The message is stored: its sender gets the receipt even if we cannot note that. */
  private void given(Ebms3UserMessage message, byte[] receipt) {
    String transferId = there(there(message.getMessageInfo()).getMessageId());
    try {
      arrivals.answered(party(message), transferId, receipt);
    } catch (RuntimeException e) {
      log.error("The receipt for transfer {} is not kept", transferId, e);
    }
  }

  /** Signed and encrypted, by a trusted certificate that has the party's name. */
  private boolean authentic(Ebms3UserMessage message, IAS4IncomingMessageState state) {
    X509Certificate signer = state.getSigningCertificate();
    return state.isSoapSignatureChecked()
        && state.isSoapDecrypted()
        && signer != null
        && keys.accessPoints().takes(signer, clock.instant())
        && name(party(message)).equals(CommonName.of(signer));
  }

  private String name(String party) {
    String name = settings.partner(party).certificateName();
    return name.isEmpty() ? party : name;
  }

  private static Arrival arrival(Ebms3UserMessage message, String action, byte[] envelope) {
    return new Arrival(
        there(there(message.getMessageInfo()).getMessageId()),
        party(message),
        String.valueOf(there(message.getCollaborationInfo()).getConversationId()),
        new Labels(
            property(message, "originalSender"), property(message, "finalRecipient"), action),
        envelope);
  }

  private static String party(Ebms3UserMessage message) {
    return there(
        there(there(there(message.getPartyInfo()).getFrom()).getPartyIdAtIndex(0)).getValue());
  }

  /** A message that lacks it is refused. */
  private static <T> T there(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static String property(Ebms3UserMessage message, String name) {
    return Optional.ofNullable(message.getMessageProperties())
        .flatMap(
            properties ->
                properties.getProperty().stream()
                    .filter(property -> name.equals(property.getName()))
                    .map(Ebms3Property::getValue)
                    .findFirst())
        .orElse("");
  }

  /** Unpacked, and not beyond the limit whatever it was packed to. */
  private byte[] read(WSS4JAttachment attachment) throws IOException {
    try (InputStream in = attachment.getSourceStream()) {
      byte[] bytes = in.readNBytes(settings.maxTransfer() + 1);
      if (bytes.length > settings.maxTransfer()) {
        throw new TooLargeException("more than " + settings.maxTransfer() + " bytes, unpacked");
      }
      return bytes;
    }
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
      super(message);
    }
  }

  private static AS4MessageProcessorResult refused(
      AS4ErrorList errors, EEbmsError error, String detail) {
    errors.add(error.errorBuilder(Locale.ENGLISH).errorDetail(detail).build());
    return AS4MessageProcessorResult.createFailure();
  }
}
