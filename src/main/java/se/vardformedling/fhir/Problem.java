package se.vardformedling.fhir;

import java.util.Locale;

/**
 * Every error this server can answer: its stable code, HTTP status, FHIR issue type and what it
 * says in Swedish and English. Published as {@code CodeSystem/vf-error}; no other code can be sent.
 */
public enum Problem {
  MALFORMED_BODY(
      400, "invalid", "Innehållet går inte att läsa som FHIR.", "The body cannot be read as FHIR."),
  UNKNOWN_ELEMENT(
      400,
      "structure",
      "Innehållet har ett element som inte finns i FHIR R4.",
      "The body has an element that FHIR R4 does not know."),
  BAD_HEADER(400, "invalid", "Ett anropshuvud har fel form.", "A header is malformed."),
  BAD_PARAMETER(
      400,
      "invalid",
      "En parameter är okänd eller har fel form.",
      "A parameter is unknown or malformed."),
  DUPLICATE_ENTRY(
      400,
      "duplicate",
      "Samma resurs står två gånger i paketet.",
      "The bundle holds the same resource twice."),
  DANGLING_REFERENCE(
      400,
      "not-found",
      "En referens pekar på något som inte finns.",
      "A reference points to something that does not exist."),
  TOKEN_MISSING(
      401, "login", "Anropet saknar giltig inloggning.", "The request carries no valid token."),
  TOKEN_EXPIRED(401, "expired", "Inloggningen har gått ut.", "The token has expired."),
  ACTOR_NOT_ALLOWED(403, "forbidden", "Rollen får inte göra detta.", "The role may not do this."),
  ORGANISATION_NOT_AUTHORISED(
      403, "forbidden", "Organisationen får inte göra detta.", "The organisation may not do this."),
  REGION_NOT_ENTITLED(
      403,
      "forbidden",
      "Regionen har inte rätt till detta.",
      "The region is not entitled to this."),
  NOT_FOUND(404, "not-found", "Resursen finns inte.", "The resource does not exist."),
  METHOD_NOT_ALLOWED(
      405, "not-supported", "Metoden stöds inte här.", "The method is not supported here."),
  DELETE_NOT_ALLOWED(
      405,
      "not-supported",
      "Ingenting tas bort; ändra status i stället.",
      "Nothing is deleted; change the status instead."),
  FILE_TOO_LARGE(
      422,
      "too-long",
      "En fil är för stor för ett meddelande. Dela upp den i mindre filer.",
      "A file is too large for a message. Divide it into smaller files."),
  FILE_NOT_TAKEN(
      422,
      "not-supported",
      "En fil är av en typ som inte får skickas, eller inte av den typ den säger.",
      "A file is of a type that may not be sent, or not of the type it says."),
  UNIT_NOT_NAMED(
      422,
      "required",
      "Ange vilken enhet det gäller: HSA-id i den referens som pekar ut enheten.",
      "State which unit it concerns: an HSA-id in the reference that names the unit."),
  NOT_A_TEST_PERSON(
      422,
      "business-rule",
      "Demon tar bara emot Skatteverkets publicerade testpersonnummer.",
      "The demo takes published test numbers only."),
  NATIONAL_NODE_REFUSED(
      422,
      "processing",
      "Den nationella noden tar inte emot uppgiften.",
      "The national node does not take it."),
  NATIONAL_NODE_AWAY(
      503,
      "transient",
      "Den nationella noden svarar inte. Ingenting skickas förrän den gör det.",
      "The national node does not answer. Nothing is sent until it does."),
  MESSAGE_INVALID(
      422,
      "invalid",
      "Meddelandet följer inte SDK:s innehållsspecifikation.",
      "The message does not follow the content specification of SDK."),
  ORDER_NOT_ACCEPTED(
      422,
      "business-rule",
      "Mottagaren har inte tackat ja till uppdraget. Handlingar skickas först när det är accepterat.",
      "The provider has not accepted the order. Documents are sent when it is accepted."),
  RECIPIENT_NOT_OWNER(
      422,
      "business-rule",
      "Mottagaren är inte den som har uppdraget.",
      "The recipient is not the one who has the order."),
  PACKET_INCOMPLETE(
      422,
      "business-rule",
      "Handlingar som mottagaren behöver saknas. Lägg till dem, eller välj att skicka ändå.",
      "Documents that the provider needs are missing. Add them, or choose to send all the same."),
  PACKET_BLOCKED(
      422,
      "security",
      "En uppgift är spärrad och får inte lämnas ut.",
      "An item is blocked by the patient and may not be disclosed."),
  PACKET_SENT(
      409,
      "duplicate",
      "Handlingarna är redan skickade. Återkalla dem eller skicka en komplettering.",
      "The documents are sent already. Recall them, or send a completion."),
  NO_ADDRESS(422, "business-rule", "Mottagaren saknar adress.", "The recipient has no address."),
  NOTHING_TO_SEND(422, "business-rule", "Det finns inget att skicka.", "There is nothing to send."),
  NOT_ARCHIVE_PDF(
      422,
      "not-supported",
      "En handling är inte PDF/A. Framställ den på nytt som PDF/A.",
      "A document is not PDF/A. Produce it again as PDF/A."),
  NOT_ACCEPTABLE(
      406,
      "not-supported",
      "Inget av de format som begärs kan lämnas.",
      "None of the formats asked for can be given."),
  REQUEST_ID_REUSED(
      409,
      "duplicate",
      "Samma X-Request-Id har använts för ett annat innehåll.",
      "The same X-Request-Id was used for another body."),
  CASE_DUPLICATE(409, "duplicate", "Ärendet finns redan.", "The case exists already."),
  CHECKLIST_EXISTS(
      409,
      "duplicate",
      "Regionen har redan en checklista för samarbetet. Fortsätt med den.",
      "The region has a checklist for the collaboration already. Go on with that one."),
  HSA_ID_TAKEN(
      409,
      "duplicate",
      "Det finns redan en annan i katalogen som gäller och har samma HSA-id. Ändra den, eller avsluta den först.",
      "Another in the catalogue is active and has the same HSA-id. Change that one, or end it first."),
  HSA_ID_CHANGED(
      409,
      "business-rule",
      "Katalogen har ett annat HSA-id, eller inget, för en enhet som fanns här. Ändra det här om det är samma enhet.",
      "The catalogue has another HSA-id, or none, for a unit that was here. Change it here if it is the same unit."),
  CONFLICT(
      409,
      "conflict",
      "Ändringen krockade med en annan. Läs på nytt och försök igen.",
      "The change collided with another. Read again and retry."),
  PATCH_TEST_FAILED(
      409,
      "conflict",
      "Ett test i ändringen stämde inte med resursen.",
      "A test in the patch did not match the resource."),
  DELETED(410, "deleted", "Resursen är borttagen.", "The resource is gone."),
  PAGE_EXPIRED(
      410, "expired", "Sidan har gått ut. Sök på nytt.", "The page has expired. Search again."),
  STALE_VERSION(
      412,
      "conflict",
      "Resursen har ändrats sedan den lästes.",
      "The resource has changed since it was read."),
  MULTIPLE_MATCHES(
      412,
      "multiple-matches",
      "Villkoret passar flera resurser.",
      "The condition matches several resources."),
  PRECONDITION_FAILED(
      412,
      "conflict",
      "Villkoret i anropet är inte uppfyllt.",
      "The condition of the request is not met."),
  PAYLOAD_TOO_LARGE(413, "too-long", "Innehållet är för stort.", "The body is too large."),
  URI_TOO_LONG(414, "too-long", "Adressen är för lång.", "The address is too long."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "not-supported",
      "Innehållets format stöds inte.",
      "The format of the body is not supported."),
  PROFILE_VIOLATED(
      422,
      "invariant",
      "Resursen följer inte sin profil.",
      "The resource does not follow its profile."),
  REQUIRED_ELEMENT(
      422, "required", "Ett obligatoriskt element saknas.", "A required element is missing."),
  CODE_INVALID(
      422, "code-invalid", "Koden finns inte i värdemängden.", "The code is not in the value set."),
  VALUE_INVALID(422, "value", "Värdet är inte giltigt.", "The value is not valid."),
  DATE_OUT_OF_RANGE(
      422, "business-rule", "Datumet ligger utanför det tillåtna.", "The date is out of range."),
  ILLEGAL_TRANSITION(
      422,
      "business-rule",
      "Steget finns inte från det här läget.",
      "There is no such transition from this state."),
  INPUT_MISSING(
      422,
      "business-rule",
      "En uppgift som steget kräver saknas.",
      "An input that the transition requires is missing."),
  REASON_MANDATORY(422, "business-rule", "Skäl måste anges.", "A reason must be given."),
  COMMENT_MANDATORY(422, "business-rule", "Kommentar måste anges.", "A comment must be given."),
  REASON_NOT_EFFECTIVE(
      422,
      "business-rule",
      "Skälet gäller inte här eller vid den här tiden.",
      "The reason is not in effect here or now."),
  DEADLINE_PASSED(422, "business-rule", "Svarstiden har gått ut.", "The deadline has passed."),
  SERVICE_ENDED(422, "business-rule", "Utbudet har avslutats.", "The service has ended."),
  ALREADY_SELECTED(
      422, "business-rule", "En vårdgivare är redan vald.", "A provider is already selected."),
  NEED_EXCLUDED(
      422,
      "business-rule",
      "Behovet omfattas inte av förmedlingen.",
      "The need is excluded from brokering."),
  AGREEMENT_NOT_APPLICABLE(
      422, "business-rule", "Inget avtal kan användas.", "No agreement applies."),
  CAPACITY_TAKEN(
      422,
      "business-rule",
      "Det finns inte så många platser kvar.",
      "There are not that many places left."),
  GUARANTEE_EVIDENCE(
      422,
      "business-rule",
      "Väntan kan inte räknas som patientvald.",
      "The wait cannot be counted as the patient's own choice."),
  VOLUME_EXHAUSTED(
      422, "business-rule", "Avtalets takvolym är slut.", "The agreed volume is used up."),
  CAP_BELOW_TAKEN(
      422,
      "business-rule",
      "Takvolymen kan sättas under det som redan är taget bara om ett skäl anges.",
      "The cap can be set below what is already taken only if a reason is given."),
  PHI_DETECTED(
      422,
      "security",
      "Uppgiften kan identifiera en patient och får inte finnas här.",
      "The content may identify a patient and may not be here."),
  IF_MATCH_REQUIRED(
      428,
      "required",
      "Ange vilken version som ändras (If-Match).",
      "State which version is changed (If-Match)."),
  THROTTLED(
      429,
      "throttled",
      "För många anrop. Vänta och försök igen.",
      "Too many requests. Wait and retry."),
  HEADERS_TOO_LARGE(431, "too-long", "Anropshuvudena är för stora.", "The headers are too large."),
  INTERNAL(
      500,
      "exception",
      "Något gick fel hos oss. Ange referensen vid felanmälan.",
      "Something went wrong on our side. Quote the reference when you report it."),
  UNAVAILABLE(
      503, "transient", "Tjänsten är inte tillgänglig nu.", "The service is not available now.");

  private final int status;
  private final String issueType;
  private final String swedish;
  private final String english;

  Problem(int status, String issueType, String swedish, String english) {
    this.status = status;
    this.issueType = issueType;
    this.swedish = swedish;
    this.english = english;
  }

  /** The stable code, as in {@code CodeSystem/vf-error}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public int status() {
    return status;
  }

  /** A code of {@code http://hl7.org/fhir/issue-type}. */
  public String issueType() {
    return issueType;
  }

  public String text(Locale language) {
    return "en".equals(language.getLanguage()) ? english : swedish;
  }

  /** A refusal to throw; {@code expression} names the place, or is empty. */
  public Refusal at(String expression, String details) {
    return new Refusal(this, expression, details);
  }

  public Refusal because(String details) {
    return new Refusal(this, "", details);
  }
}
