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

Extension: PriceSubscription
Id: price-subscription
Title: "Abonnemang"
Description: "The part that is paid whatever is called off, as a share of an agreed sum of a year; the rest follows the points."
Context: Contract.term.asset
* extension contains fixedShare 1..1 and amount 1..1
* extension[fixedShare] ^short = "Per cent"
* extension[fixedShare].value[x] only decimal
* extension[amount].value[x] only Money

Extension: PriceOutlier
Id: price-outlier
Title: "Ytterfall"
Description: "From which cost another rule holds, and which."
Context: Contract.term.asset
* extension contains threshold 1..1 and ceiling 0..1 and basis 1..1
* extension[threshold].value[x] only Money
* extension[ceiling].value[x] only Money
* extension[basis].value[x] only code
* extension[basis].valueCode from VfOutlierBasis (required)

Extension: SpecialCharge
Id: special-charge
Title: "Särdebitering"
Description: "What is paid beside the price, such as a costly implant or medicine."
Context: Contract.term.asset
* extension contains code 1..1 and text 1..1 and price 1..1
* extension[code].value[x] only code
* extension[text].value[x] only string
* extension[text].valueString ^maxLength = 100
* extension[price].value[x] only Money

Extension: PriceIndex
Id: price-index
Title: "Uppräkning"
Description: "Which index the price follows, from which day's level."
Context: Contract.term.asset
* extension contains name 1..1 and base 1..1
* extension[name].value[x] only string
* extension[name].valueString ^maxLength = 60
* extension[base].value[x] only date

Extension: AgreementOption
Id: agreement-option
Title: "Optionsår"
Description: "A time that the agreement may be prolonged by. When it has been, applies.end says so too."
Context: Contract
* extension contains period 1..1 and exercised 1..1 and decideBy 0..1
* extension[period].value[x] only Period
* extension[period].valuePeriod.start 1..1
* extension[period].valuePeriod.end 1..1
* extension[exercised].value[x] only boolean
* extension[decideBy].value[x] only date

Extension: VolumeCap
Id: volume-cap
Title: "Takvolym"
Description: "The largest number that may be called off under this part of the agreement."
Context: Contract.term.asset
* extension contains cap 1..1 and unit 0..1 and onReached 0..1 and warnAt 0..* and share 0..* and alone 0..1 and reason 0..1
* extension[cap].value[x] only integer
* extension[cap].valueInteger 1..1
* extension[cap].valueInteger ^minValueInteger = 0
* extension[unit].value[x] only code
* extension[unit].valueCode from VfVolumeUnit (required)
* extension[onReached] ^short = "stop: no more are taken; notify: they are, and the parties are told"
* extension[onReached].value[x] only code
* extension[onReached].valueCode from VfCapReached (required)
* extension[warnAt] ^short = "Per cent of the cap at which the parties are told; 80, 90 and 100 unless said"
* extension[warnAt].value[x] only integer
* extension[warnAt].valueInteger ^minValueInteger = 1
* extension[warnAt].valueInteger ^maxValueInteger = 100
* extension[share] ^short = "The most that one region may take of it"
* extension[share].extension contains region 1..1 and cap 1..1
* extension[share].extension[region].value[x] only code
* extension[share].extension[cap].value[x] only integer
* extension[share].extension[cap].valueInteger ^minValueInteger = 0
* extension[alone] ^short = "The cap is of this vårdtjänst alone; otherwise vårdtjänster of one service that say the same cap share its places"
* extension[alone].value[x] only boolean
* extension[reason] ^short = "Why the cap is below what has been taken already"
* extension[reason].value[x] only string
* extension[reason].valueString ^maxLength = 300

Extension: PaymentCommitmentRequired
Id: payment-commitment-required
Title: "Kräver betalningsförbindelse"
Description: "No order is made under the agreement without a payment commitment of the home region."
Context: Contract
* value[x] only boolean
* valueBoolean 1..1

Profile: VfAgreement
Parent: Contract
Id: vf-agreement
Title: "Avtal"
Description: "An agreement at vårdtjänst level. Written to stay a derivation of the public Swedish draft: one subject or several, one term, several assets."
* identifier 1..*
* status 1..1
* subject 1..*
* subject only Reference(OrganizationAffiliation)
* applies 1..1
* applies.start 1..1
* type 1..1
* type from VfAgreementType (required)
* subType 1..1
* subType ^short = "Avtalsområde; the kind of agreement where none is said"
* term 1..1
* term.offer.extension contains EntitledScope named entitledScope 0..1
* term.offer.party 2..*
* term.offer.party.role from VfAgreementParty (required)
* term.asset 1..*
* extension contains AgreementOption named option 0..* and PaymentCommitmentRequired named paymentCommitmentRequired 0..1
* term.asset.extension contains PriceModel named priceModel 0..1 and VolumeCap named volumeCap 0..1 and PriceSubscription named subscription 0..1 and PriceOutlier named outlier 0..1 and SpecialCharge named specialCharge 0..* and PriceIndex named index 0..1 and Acceptance named acceptance 0..*
* term.asset.typeReference 1..1
* term.asset.typeReference only Reference(HealthcareService)
* term.asset.valuedItem 1..1
* term.asset.valuedItem.entity[x] 1..1
* term.asset.valuedItem.entity[x] only CodeableConcept
* term.asset.valuedItem.entityCodeableConcept from VfVardtjanst (required)
