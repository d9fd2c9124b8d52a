// A required binding takes the whole of one small code system of ours; the systems themselves are data in terminology/.
ValueSet: VfVardtjanst
Id: vardtjanst
Title: "Vårdtjänst"
Description: "Every vårdtjänst."
* include codes from system $vardtjanst

ValueSet: VfCriterion
Id: criterion
Title: "Kriterium"
Description: "What reception may depend on."
* include codes from system https://fhir.vardformedling.example/CodeSystem/criterion

ValueSet: VfCapacityStatus
Id: capacity-status
Title: "Kapacitet"
Description: "Whether more patients are taken."
* include codes from system https://fhir.vardformedling.example/CodeSystem/capacity-status

ValueSet: VfEntitledScope
Id: entitled-scope
Title: "Avropsrätt"
Description: "Who may call off."
* include codes from system https://fhir.vardformedling.example/CodeSystem/entitled-scope

ValueSet: VfPriceModel
Id: price-model
Title: "Ersättningsmodell"
Description: "How the price is made."
* include codes from system https://fhir.vardformedling.example/CodeSystem/price-model

ValueSet: VfAgreementType
Id: agreement-type
Title: "Avtalstyp"
Description: "Kinds of agreements."
* include codes from system https://fhir.vardformedling.example/CodeSystem/agreement-type

ValueSet: VfAgreementParty
Id: agreement-party
Title: "Avtalspart"
Description: "Roles in an agreement."
* include codes from system https://fhir.vardformedling.example/CodeSystem/agreement-party

ValueSet: VfWaitMetric
Id: wait-metric
Title: "Mått"
Description: "What a waiting-time figure is."
* include codes from system https://fhir.vardformedling.example/CodeSystem/wait-metric

ValueSet: VfWaitSource
Id: wait-source
Title: "Källa"
Description: "Where a waiting-time figure comes from."
* include codes from system https://fhir.vardformedling.example/CodeSystem/wait-source

ValueSet: VfClockKind
Id: clock-kind
Title: "Vårdgarantins steg"
Description: "The two 90-day steps."
* include codes from system https://fhir.vardformedling.example/CodeSystem/clock-kind

ValueSet: VfCaseState
Id: case-state
Title: "Ärendets läge"
Description: "The states of a case."
* include codes from system https://fhir.vardformedling.example/CodeSystem/case-state

ValueSet: VfGuaranteeState
Id: guarantee-state
Title: "Vårdgarantins läge"
Description: "How the limit of the guarantee stands."
* include codes from system https://fhir.vardformedling.example/CodeSystem/guarantee-state

ValueSet: VfPauseType
Id: pause-type
Title: "Tid som inte räknas"
Description: "Why days are not counted against the guarantee."
* include codes from system https://fhir.vardformedling.example/CodeSystem/pause-type

ValueSet: VfVolumeUnit
Id: volume-unit
Title: "Volymenhet"
Description: "What a cap counts."
* include codes from system https://fhir.vardformedling.example/CodeSystem/volume-unit

ValueSet: VfCapReached
Id: cap-reached
Title: "När taket är nått"
Description: "What happens when the cap is reached."
* include codes from system https://fhir.vardformedling.example/CodeSystem/cap-reached

ValueSet: VfOutlierBasis
Id: outlier-basis
Title: "Ytterfall betalas efter"
Description: "What an outlier is paid by."
* include codes from system https://fhir.vardformedling.example/CodeSystem/outlier-basis

ValueSet: VfAnnouncementState
Id: announcement-state
Title: "Annonsens läge"
Description: "Where an announcement of capacity stands."
* include codes from system https://fhir.vardformedling.example/CodeSystem/announcement-state

ValueSet: VfResponseState
Id: response-state
Title: "Svarets läge"
Description: "Where a response to an announcement stands."
* include codes from system https://fhir.vardformedling.example/CodeSystem/response-state

ValueSet: VfAnnouncementInput
Id: announcement-input
Title: "Annonsens uppgifter"
Description: "What an announcement says."
* include codes from system https://fhir.vardformedling.example/CodeSystem/announcement-input

ValueSet: VfAnnouncementKind
Id: announcement-kind
Title: "Slag av annons"
Description: "Capacity offered or asked for."
* $task-kind#offer-capacity
* $task-kind#request-capacity
