// What a region and a provider must have agreed before the first patient is sent. The questions rest on what Socialstyrelsen's
// pilot with Ryhov left unclear: what is included, who tells the patient the result, how deviations are handled, how
// documents are sent, who follows the volume.
RuleSet: Text(path, en)
* {path}.extension[0].url = "http://hl7.org/fhir/StructureDefinition/translation"
* {path}.extension[0].extension[0].url = "lang"
* {path}.extension[0].extension[0].valueCode = #en
* {path}.extension[0].extension[1].url = "content"
* {path}.extension[0].extension[1].valueString = "{en}"

Instance: new-collaboration
InstanceOf: Questionnaire
Usage: #definition
* url = "https://fhir.vardformedling.example/Questionnaire/new-collaboration"
* version = "1"
* name = "NewCollaboration"
* title = "Checklista för nytt samarbete"
* status = #active
* experimental = false
* subjectType = #HealthcareService
* date = "2026-11-26"
* publisher = "Vårdförmedling"
* description = "What the region that sends patients and the unit that gives the service must have agreed. It is about organisations: nothing in it is about a patient."

* item[0].linkId = "scope"
* item[0].text = "Vad samarbetet gäller"
* insert Text([[item[0].text]], [[What the collaboration is about]])
* item[0].type = #group
* item[0].item[0].linkId = "scope.moments"
* item[0].item[0].text = "Vilka vårdmoment ingår, till exempel bedömning, anestesi, patologi och återbesök?"
* insert Text([[item[0].item[0].text]], [[Which parts of the care are included, such as assessment, anaesthesia, pathology and follow-up?]])
* item[0].item[0].type = #text
* item[0].item[0].required = true
* item[0].item[0].maxLength = 1000
* item[0].item[1].linkId = "scope.excluded"
* item[0].item[1].text = "Vad ingår inte?"
* insert Text([[item[0].item[1].text]], [[What is not included?]])
* item[0].item[1].type = #text
* item[0].item[1].maxLength = 1000
* item[0].item[2].linkId = "scope.criteria"
* item[0].item[2].text = "Vilka patienter kan tas emot (ASA, BMI, ålder, språk)?"
* insert Text([[item[0].item[2].text]], [[Which patients can be taken (ASA, BMI, age, language)?]])
* item[0].item[2].type = #text
* item[0].item[2].required = true
* item[0].item[2].maxLength = 1000
* item[1].linkId = "patient"
* item[1].text = "Patienten"
* insert Text([[item[1].text]], [[The patient]])
* item[1].type = #group
* item[1].item[0].linkId = "patient.booking"
* item[1].item[0].text = "Vem kallar patienten?"
* insert Text([[item[1].item[0].text]], [[Who calls the patient in?]])
* item[1].item[0].type = #choice
* item[1].item[0].required = true
* item[1].item[0].answerOption[0].valueCoding.system = "https://fhir.vardformedling.example/CodeSystem/collaboration-party"
* item[1].item[0].answerOption[0].valueCoding.code = #sender
* item[1].item[0].answerOption[0].valueCoding.display = "Den som skickar"
* insert Text([[item[1].item[0].answerOption[0].valueCoding.display]], [[The sender]])
* item[1].item[0].answerOption[1].valueCoding.system = "https://fhir.vardformedling.example/CodeSystem/collaboration-party"
* item[1].item[0].answerOption[1].valueCoding.code = #receiver
* item[1].item[0].answerOption[1].valueCoding.display = "Den som tar emot"
* insert Text([[item[1].item[0].answerOption[1].valueCoding.display]], [[The receiver]])
* item[1].item[0].answerOption[2].valueCoding.system = "https://fhir.vardformedling.example/CodeSystem/collaboration-party"
* item[1].item[0].answerOption[2].valueCoding.code = #both
* item[1].item[0].answerOption[2].valueCoding.display = "Båda"
* insert Text([[item[1].item[0].answerOption[2].valueCoding.display]], [[Both]])
* item[1].item[1].linkId = "patient.result"
* item[1].item[1].text = "Vem meddelar patienten resultatet?"
* insert Text([[item[1].item[1].text]], [[Who tells the patient the result?]])
* item[1].item[1].type = #choice
* item[1].item[1].required = true
* item[1].item[1].answerOption[0].valueCoding.system = "https://fhir.vardformedling.example/CodeSystem/collaboration-party"
* item[1].item[1].answerOption[0].valueCoding.code = #sender
* item[1].item[1].answerOption[0].valueCoding.display = "Den som skickar"
* insert Text([[item[1].item[1].answerOption[0].valueCoding.display]], [[The sender]])
* item[1].item[1].answerOption[1].valueCoding.system = "https://fhir.vardformedling.example/CodeSystem/collaboration-party"
* item[1].item[1].answerOption[1].valueCoding.code = #receiver
* item[1].item[1].answerOption[1].valueCoding.display = "Den som tar emot"
* insert Text([[item[1].item[1].answerOption[1].valueCoding.display]], [[The receiver]])
* item[1].item[1].answerOption[2].valueCoding.system = "https://fhir.vardformedling.example/CodeSystem/collaboration-party"
* item[1].item[1].answerOption[2].valueCoding.code = #both
* item[1].item[1].answerOption[2].valueCoding.display = "Båda"
* insert Text([[item[1].item[1].answerOption[2].valueCoding.display]], [[Both]])
* item[1].item[2].linkId = "patient.information"
* item[1].item[2].text = "Hur får patienten veta vad som gäller för resa, ersättning och ett nej?"
* insert Text([[item[1].item[2].text]], [[How is the patient told about travel, compensation and the consequence of a no?]])
* item[1].item[2].type = #text
* item[1].item[2].maxLength = 1000
* item[2].linkId = "documents"
* item[2].text = "Handlingar"
* insert Text([[item[2].text]], [[Documents]])
* item[2].type = #group
* item[2].item[0].linkId = "documents.address"
* item[2].item[0].text = "Vilken funktionsadress skickas handlingarna till över SDK?"
* insert Text([[item[2].item[0].text]], [[To which function address are the documents sent over SDK?]])
* item[2].item[0].type = #string
* item[2].item[0].required = true
* item[2].item[0].maxLength = 200
* item[2].item[1].linkId = "documents.which"
* item[2].item[1].text = "Vilka handlingar ska med, och i vilket format?"
* insert Text([[item[2].item[1].text]], [[Which documents go along, and in which format?]])
* item[2].item[1].type = #text
* item[2].item[1].required = true
* item[2].item[1].maxLength = 1000
* item[2].item[2].linkId = "documents.back"
* item[2].item[2].text = "Vad skickas tillbaka efter vården, och hur snart?"
* insert Text([[item[2].item[2].text]], [[What is sent back after the care, and how soon?]])
* item[2].item[2].type = #text
* item[2].item[2].required = true
* item[2].item[2].maxLength = 1000
* item[3].linkId = "agreement"
* item[3].text = "Avtal och volym"
* insert Text([[item[3].text]], [[Agreement and volume]])
* item[3].type = #group
* item[3].item[0].linkId = "agreement.number"
* item[3].item[0].text = "Vilket avtal används?"
* insert Text([[item[3].item[0].text]], [[Which agreement is used?]])
* item[3].item[0].type = #string
* item[3].item[0].required = true
* item[3].item[0].maxLength = 200
* item[3].item[1].linkId = "agreement.entitled"
* item[3].item[1].text = "Vilka får avropa på avtalet?"
* insert Text([[item[3].item[1].text]], [[Who may call off under the agreement?]])
* item[3].item[1].type = #text
* item[3].item[1].maxLength = 1000
* item[3].item[2].linkId = "agreement.volume"
* item[3].item[2].text = "Vem följer hur mycket av takvolymen som är använt, och hur ofta?"
* insert Text([[item[3].item[2].text]], [[Who follows how much of the cap is used, and how often?]])
* item[3].item[2].type = #text
* item[3].item[2].required = true
* item[3].item[2].maxLength = 1000
* item[3].item[3].linkId = "agreement.stop"
* item[3].item[3].text = "Vad händer när taket är nått?"
* insert Text([[item[3].item[3].text]], [[What happens when the cap is reached?]])
* item[3].item[3].type = #text
* item[3].item[3].required = true
* item[3].item[3].maxLength = 1000
* item[4].linkId = "price"
* item[4].text = "Pris och faktura"
* insert Text([[item[4].text]], [[Price and invoice]])
* item[4].type = #group
* item[4].item[0].linkId = "price.price"
* item[4].item[0].text = "Vilket pris gäller, och vad ingår i det?"
* insert Text([[item[4].item[0].text]], [[What is the price, and what does it include?]])
* item[4].item[0].type = #text
* item[4].item[0].required = true
* item[4].item[0].maxLength = 1000
* item[4].item[1].linkId = "price.costs"
* item[4].item[1].text = "Vem betalar resa och andra kringkostnader?"
* insert Text([[item[4].item[1].text]], [[Who pays for travel and other costs?]])
* item[4].item[1].type = #text
* item[4].item[1].maxLength = 1000
* item[4].item[2].linkId = "price.invoice"
* item[4].item[2].text = "Är ärende-ID referensen på fakturan?"
* insert Text([[item[4].item[2].text]], [[Is the case ID the reference on the invoice?]])
* item[4].item[2].type = #boolean
* item[4].item[2].required = true
* item[5].linkId = "deviation"
* item[5].text = "Avvikelser"
* insert Text([[item[5].text]], [[Deviations]])
* item[5].type = #group
* item[5].item[0].linkId = "deviation.handled"
* item[5].item[0].text = "Hur hanteras avvikelser?"
* insert Text([[item[5].item[0].text]], [[How are deviations handled?]])
* item[5].item[0].type = #text
* item[5].item[0].required = true
* item[5].item[0].maxLength = 1000
* item[5].item[1].linkId = "deviation.complications"
* item[5].item[1].text = "Vem tar hand om komplikationer, och när går patienten tillbaka?"
* insert Text([[item[5].item[1].text]], [[Who takes care of complications, and when does the patient go back?]])
* item[5].item[1].type = #text
* item[5].item[1].required = true
* item[5].item[1].maxLength = 1000
* item[6].linkId = "contact"
* item[6].text = "Kontakt och uppföljning"
* insert Text([[item[6].text]], [[Contact and follow-up]])
* item[6].type = #group
* item[6].item[0].linkId = "contact.sender"
* item[6].item[0].text = "Vilken funktion svarar på frågor hos den som skickar?"
* insert Text([[item[6].item[0].text]], [[Which function answers questions at the sender?]])
* item[6].item[0].type = #string
* item[6].item[0].required = true
* item[6].item[0].maxLength = 200
* item[6].item[1].linkId = "contact.receiver"
* item[6].item[1].text = "Vilken funktion svarar på frågor hos den som tar emot?"
* insert Text([[item[6].item[1].text]], [[Which function answers questions at the receiver?]])
* item[6].item[1].type = #string
* item[6].item[1].required = true
* item[6].item[1].maxLength = 200
* item[6].item[2].linkId = "contact.revised"
* item[6].item[2].text = "När ses checklistan över nästa gång?"
* insert Text([[item[6].item[2].text]], [[When is the checklist looked over next?]])
* item[6].item[2].type = #date
* item[6].item[2].required = true

Profile: VfCollaborationChecklist
Parent: QuestionnaireResponse
Id: vf-collaboration-checklist
Title: "Checklista för nytt samarbete"
Description: "One region's answers about one service. The region's organisation is the author, the service the subject. A draft is in progress; done is completed."
* questionnaire 1..1
* questionnaire = "https://fhir.vardformedling.example/Questionnaire/new-collaboration"
* subject 1..1
* subject only Reference(HealthcareService)
* subject.reference 1..1
* author 1..1
* author only Reference(Organization)
* author.reference 1..1
* authored 1..1
* source 0..0
* encounter 0..0
* basedOn 0..0
* partOf 0..0
