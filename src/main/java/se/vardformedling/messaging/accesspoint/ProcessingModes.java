package se.vardformedling.messaging.accesspoint;

import com.helger.base.state.ETriState;
import com.helger.phase4.crypto.ECryptoAlgorithmCrypt;
import com.helger.phase4.crypto.ECryptoAlgorithmSign;
import com.helger.phase4.crypto.ECryptoAlgorithmSignDigest;
import com.helger.phase4.model.EMEP;
import com.helger.phase4.model.EMEPBinding;
import com.helger.phase4.model.pmode.IPMode;
import com.helger.phase4.model.pmode.PMode;
import com.helger.phase4.model.pmode.PModeParty;
import com.helger.phase4.model.pmode.leg.EPModeSendReceiptReplyPattern;
import com.helger.phase4.model.pmode.leg.PModeLeg;
import com.helger.phase4.model.pmode.leg.PModeLegBusinessInformation;
import com.helger.phase4.model.pmode.leg.PModeLegErrorHandling;
import com.helger.phase4.model.pmode.leg.PModeLegProtocol;
import com.helger.phase4.model.pmode.leg.PModeLegSecurity;
import com.helger.phase4.model.pmode.resolve.IAS4PModeResolver;
import com.helger.phase4.wss.EWSSVersion;
import org.jspecify.annotations.Nullable;
import se.vardformedling.messaging.sdk.SdkProfile;

/**
 * The processing mode with each partner, made from the settings when it is needed and kept nowhere:
 * phase4's own resolver knows service and action only, which all partners share.
 */
final class ProcessingModes implements IAS4PModeResolver {
  private final As4Settings settings;
  private final SdkProfile profile;
  private final String own;

  ProcessingModes(As4Settings settings, SdkProfile profile, String own) {
    this.settings = settings;
    this.profile = profile;
    this.own = own;
  }

  /** Only what is addressed to us, for our process, under the agreement we have. */
  @Override
  public @Nullable IPMode findPMode(
      @Nullable String id,
      String service,
      String action,
      String initiator,
      String responder,
      @Nullable String agreement,
      @Nullable String address) {
    String agreed = agreement(initiator);
    boolean known =
        responder.equals(own)
            && service.equals(profile.process())
            && (agreement == null || agreement.isEmpty() || agreed.equals(agreement));
    return known ? between(initiator, responder, action, initiator) : null;
  }

  PMode to(String partner, String action) {
    return between(own, partner, action, partner);
  }

  String agreement(String partner) {
    String special = settings.partner(partner).agreement();
    return special.isEmpty() ? settings.agreement() : special;
  }

  String partyType(String partner) {
    String special = settings.partner(partner).partyType();
    return special.isEmpty() ? profile.partyType() : special;
  }

  @Nullable String serviceType(String partner) {
    String special = settings.partner(partner).serviceType();
    if (special.isEmpty()) {
      return profile.processScheme();
    }
    return special.equals("none") ? null : special;
  }

  private PMode between(String initiator, String responder, String action, String partner) {
    PModeLegSecurity security = new PModeLegSecurity();
    security.setWSSVersion(EWSSVersion.WSS_111);
    security.setX509SignatureAlgorithm(ECryptoAlgorithmSign.getFromIDOrThrow(settings.signature()));
    security.setX509SignatureHashFunction(
        ECryptoAlgorithmSignDigest.getFromIDOrThrow(settings.digest()));
    security.setX509EncryptionAlgorithm(
        ECryptoAlgorithmCrypt.getFromIDOrThrow(settings.encryption()));
    security.setPModeAuthorize(false);
    security.setSendReceipt(true);
    security.setSendReceiptReplyPattern(EPModeSendReceiptReplyPattern.RESPONSE);
    security.setSendReceiptNonRepudiation(true);
    PModeLegErrorHandling errors =
        new PModeLegErrorHandling(
            null, null, ETriState.TRUE, ETriState.TRUE, ETriState.TRUE, ETriState.TRUE);
    PModeLegBusinessInformation business =
        new PModeLegBusinessInformation(
            profile.process(), serviceType(partner), action, null, null, null, null);
    PModeLeg leg =
        new PModeLeg(
            PModeLegProtocol.createForDefaultSoapVersion(null), business, errors, null, security);
    return new PMode(
        initiator + "-" + responder,
        new PModeParty(partyType(partner), initiator, settings.initiatorRole(), null, null),
        new PModeParty(partyType(partner), responder, settings.responderRole(), null, null),
        agreement(partner),
        EMEP.ONE_WAY,
        EMEPBinding.PUSH,
        leg,
        null,
        null,
        null);
  }
}
