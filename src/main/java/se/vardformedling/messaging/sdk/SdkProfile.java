package se.vardformedling.messaging.sdk;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Every identifier and algorithm of the published profiles, as settings: a new version of a profile
 * is a change of configuration. The defaults are the published values.
 *
 * @param documentType DOCUMENTID of a message
 * @param answerType DOCUMENTID of a meddelandekvittens
 * @param conversation what AS4's ConversationId carries: {@code xhe-id} or {@code
 *     message-conversation-id}; two published texts disagree
 * @param answerFunction whether a meddelandekvittens has the HandlingServiceID of the message it
 *     answers: {@code same} or {@code none}; it shall, says the published text
 * @param caseReferenceRoot under which root the case ID stands as a reference in the message
 * @param packetReferenceRoot under which root the packet stands that the message is a part of
 * @param maxMessage the largest message that is sent, in bytes, with its base64
 * @param maxReceived the largest message that is taken, in bytes, with its base64
 */
@ConfigurationProperties("vf.sdk.profile")
public record SdkProfile(
    @DefaultValue("urn:fdc:digg.se:edelivery:xhe:1") String envelopeCustomization,
    @DefaultValue("1.0") String envelopeVersion,
    @DefaultValue("urn:fdc:digg.se:edelivery:federation:sdk") String federation,
    @DefaultValue(
            "urn:riv:infrastructure:messaging:MessageWithAttachments:3::messagePayload##3.0::tm-base-ext-sigenc")
        String documentType,
    @DefaultValue(
            "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2::ApplicationResponse##fdc:digg.se:edelivery:messagetype:response:1::2.1::tm-base-ext-sigenc")
        String answerType,
    @DefaultValue("busdox-docid-qns") String documentScheme,
    @DefaultValue("bdx:noprocess") String process,
    @DefaultValue("urn:fdc:digg.se:edelivery:process") String processScheme,
    @DefaultValue("iso6523-actorid-upis") String participantScheme,
    @DefaultValue("urn:riv:infrastructure:messaging:functionalAddress") String functionScheme,
    @DefaultValue("urn:fdc:digg.se:edelivery:messagetype:response:1") String answerCustomization,
    @DefaultValue("digg-transport-as4-v1_0") String transport,
    @DefaultValue("urn:fdc:digg.se:edelivery:transportprofile:as4:partytype:ap") String partyType,
    @DefaultValue("xhe-id") String conversation,
    @DefaultValue("same") String answerFunction,
    @DefaultValue("http://www.w3.org/2001/04/xmlenc#aes256-cbc") String contentEncryption,
    @DefaultValue("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p") String keyEncryption,
    @DefaultValue("http://www.w3.org/2000/09/xmldsig#sha1") String keyDigest,
    @DefaultValue("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256") String signature,
    @DefaultValue("http://www.w3.org/2001/04/xmlenc#sha256") String digest,
    @DefaultValue("http://www.w3.org/TR/2001/REC-xml-c14n-20010315") String canonical,
    @DefaultValue("https://fhir.vardformedling.example/sid/case-id") String caseReferenceRoot,
    @DefaultValue("https://fhir.vardformedling.example/sid/packet-id") String packetReferenceRoot,
    @DefaultValue("30000000") int maxMessage,
    @DefaultValue("31457280") int maxReceived) {

  /** The published values. */
  public static SdkProfile published() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("vf.sdk.profile", SdkProfile.class);
  }

  /** AS4's Action for a document type. */
  public String action(String type) {
    return documentScheme + "::" + type;
  }
}
