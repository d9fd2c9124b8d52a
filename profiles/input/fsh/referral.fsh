Extension: GuaranteeClock
Id: guarantee-clock
Title: "Vårdgarantins klocka"
Description: "Which step of 0-3-90-90 runs, since when; the server computes the rest (HSL 2017:30 9 kap., HSF 2017:80 6 kap.). A need shows the whole clock, a case what lists are searched by."
Context: ServiceRequest, Task
* extension contains kind 1..1 and start 1..1 and due 0..1 and state 0..1 and law 0..1 and limit 0..1 and counted 0..1 and calendar 0..1 and reason 0..* and pause 0..* and reckoned 0..1
* extension[kind].value[x] only code
* extension[kind].valueCode 1..1
* extension[kind].valueCode from VfClockKind (required)
* extension[start].value[x] only date
* extension[start].valueDate 1..1
* extension[due].value[x] only date
* extension[state].value[x] only code
* extension[state].valueCode from VfGuaranteeState (required)
* extension[law].value[x] only code
* extension[limit].value[x] only integer
* extension[counted].value[x] only integer
* extension[calendar].value[x] only integer
* extension[reason].value[x] only code
* extension[reckoned].value[x] only date
* extension[pause].extension contains type 1..1 and from 1..1 and to 0..1
* extension[pause].extension[type].value[x] only code
* extension[pause].extension[type].valueCode 1..1
* extension[pause].extension[type].valueCode from VfPauseType (required)
* extension[pause].extension[from].value[x] only date
* extension[pause].extension[to].value[x] only date

Extension: NeedCriteria
Id: need-criteria
Title: "Behovets kriterium"
Description: "What the provider must accept: ASA class, BMI, age, anaesthesia or language."
Context: ServiceRequest
* extension contains code 1..1 and value 1..1
* extension[code].value[x] only code
* extension[code].valueCode 1..1
* extension[code].valueCode from VfCriterion (required)
* extension[value].value[x] only integer or code

Extension: Party
Id: party
Title: "Part"
Description: "Who has to do with the case: region:länskod or unit:HSA-id. Written by the server alone."
Context: ServiceRequest, Task
* value[x] only string
* valueString 1..1

Profile: VfReferralNeed
Parent: ServiceRequest
Id: vf-referral-need
Title: "Remissbehov"
Description: "A need to be brokered, without identity: the subject is a contained Group of one."
* text 0..0
* requisition 0..1
* requisition.system 1..1
* requisition.value 1..1
* intent = #order
* code 1..1
* code.text 0..0
* code.coding 1..*
* category.text 0..0
* reasonCode.text 0..0
* orderDetail.text 0..0
* subject 1..1
* subject only Reference(Group)
* subject.identifier 0..0
* subject.display 0..0
* requester 1..1
* requester only Reference(Organization)
* note 0..0
* patientInstruction 0..0
* insurance 0..0
* asNeeded[x] 0..0
* contained 1..1
* extension contains GuaranteeClock named guaranteeClock 1..1 and NeedCriteria named criteria 0..* and Party named party 0..*

Profile: VfCaseTask
Parent: Task
Id: vf-case-task
Title: "Uppgift i ett ärende"
Description: "What every Task of a case has in common: the case ID, and no place for free text but a refusal's comment."
* ^abstract = true
* text 0..0
* description 0..0
* for 0..0
* groupIdentifier 1..1
* groupIdentifier.system 1..1
* groupIdentifier.value 1..1
* code 1..1
* code.text 0..0
* businessStatus.text 0..0
* statusReason.text 0..0
* note 0..1
* basedOn 1..*
* extension contains Party named party 0..*

Profile: VfBrokerCase
Parent: VfCaseTask
Id: vf-broker-case
Title: "Ärende"
Description: "The case itself; its business status is the state of the case."
* code = $task-kind#broker-case
* intent = #order
* extension contains GuaranteeClock named guaranteeClock 0..1
* businessStatus 1..1
* businessStatus from VfCaseState (required)
* focus 1..1

Profile: VfInquiry
Parent: VfCaseTask
Id: vf-inquiry
Title: "Förfrågan"
Description: "Asks one provider whether it can take the patient."
* code = $task-kind#candidate-inquiry
* intent = #plan
* partOf 1..1
* focus 1..1
* focus only Reference(HealthcareService)

Profile: VfPatientOffer
Parent: VfCaseTask
Id: vf-patient-offer
Title: "Erbjudande till patienten"
Description: "Offers the patient one or several accepted inquiries."
* code = $task-kind#patient-offer
* intent = #proposal
* partOf 1..1

Profile: VfOrder
Parent: VfCaseTask
Id: vf-order
Title: "Uppdrag"
Description: "The order to the chosen provider, made by the server."
* code = $task-code#fulfill
* intent = #order
* partOf 1..1
* owner 1..1
