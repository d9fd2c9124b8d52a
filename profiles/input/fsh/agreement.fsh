Extension: EntitledScope
Id: entitled-scope
Title: "Avropsrätt"
Description: "Who may call off: the named regions, the commissioner's cooperation region, or all."
Context: Contract.term.offer
* value[x] only code
* valueCode 1..1
* valueCode from VfEntitledScope (required)

Extension: PriceModel
Id: price-model
Title: "Ersättningsmodell"
Description: "How the price is made."
Context: Contract.term.asset
* value[x] only code
* valueCode 1..1
* valueCode from VfPriceModel (required)

Extension: VolumeCap
Id: volume-cap
Title: "Takvolym"
Description: "The largest number that may be called off under this part of the agreement."
Context: Contract.term.asset
* extension contains cap 1..1 and unit 0..1
* extension[cap].value[x] only integer
* extension[cap].valueInteger 1..1
* extension[unit].value[x] only code

Profile: VfAgreement
Parent: Contract
Id: vf-agreement
Title: "Avtal"
Description: "An agreement at vårdtjänst level. Written to stay a derivation of the public Swedish draft: one subject, one term, several assets."
* identifier 1..*
* status 1..1
* subject 1..1
* subject only Reference(OrganizationAffiliation)
* applies 1..1
* applies.start 1..1
* type 1..1
* type from VfAgreementType (required)
* term 1..1
* term.offer.extension contains EntitledScope named entitledScope 0..1
* term.offer.party 2..*
* term.offer.party.role from VfAgreementParty (required)
* term.asset 1..*
* term.asset.extension contains PriceModel named priceModel 0..1 and VolumeCap named volumeCap 0..1
* term.asset.typeReference 1..1
* term.asset.typeReference only Reference(HealthcareService)
* term.asset.valuedItem 1..1
* term.asset.valuedItem.entity[x] 1..1
* term.asset.valuedItem.entity[x] only CodeableConcept
* term.asset.valuedItem.entityCodeableConcept from VfVardtjanst (required)
