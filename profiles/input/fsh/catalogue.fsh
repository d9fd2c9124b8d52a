Profile: VfOrganization
Parent: Organization
Id: vf-organization
Title: "Organisation"
Description: "A care provider, a region or a unit. A name and an organisationsnummer are enough."
* identifier 1..*
* identifier.system 1..1
* identifier.value 1..1
* name 1..1

Profile: VfRegion
Parent: VfOrganization
Id: vf-region
Title: "Region"
Description: "One of the 21 regions, known by its länskod."
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains lanskod 1..1
* identifier[lanskod].system = $lan

Profile: VfUnit
Parent: VfOrganization
Id: vf-unit
Title: "Enhet"
Description: "A unit that gives care, known by its HSA-id."
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains hsaid 1..1
* identifier[hsaid].system = $hsaid

Extension: Municipality
Id: municipality
Title: "Kommun"
Description: "The municipality, by SCB's kommunkod."
Context: Location
* value[x] only Coding
* valueCoding 1..1
* valueCoding.system = $kommun
* valueCoding.code 1..1

Profile: VfLocation
Parent: Location
Id: vf-location
Title: "Plats"
Description: "Where care is given."
* name 1..1
* managingOrganization 1..1
* extension contains Municipality named municipality 0..1

Extension: Acceptance
Id: acceptance
Title: "Mottagningskriterium"
Description: "What a service accepts: a range of ASA class, BMI or age, or a list of anaesthesia forms or languages. What is not mentioned is accepted."
Context: HealthcareService, Contract.term.asset
* extension contains code 1..1 and low 0..1 and high 0..1 and allowed 0..*
* extension[code].value[x] only code
* extension[code].valueCode 1..1
* extension[code].valueCode from VfCriterion (required)
* extension[low].value[x] only integer
* extension[high].value[x] only integer
* extension[allowed].value[x] only code

Extension: CapacityStatus
Id: capacity-status
Title: "Kapacitet"
Description: "Whether the service takes more patients now, and until when that is known."
Context: HealthcareService
* extension contains code 1..1 and until 0..1
* extension[code].value[x] only code
* extension[code].valueCode 1..1
* extension[code].valueCode from VfCapacityStatus (required)
* extension[until].value[x] only date

Profile: VfHealthcareService
Parent: HealthcareService
Id: vf-healthcare-service
Title: "Utbud"
Description: "One vårdtjänst or several that a unit offers at a place."
* active 1..1
* providedBy 1..1
* location 1..*
* name 1..1
* type 1..*
* type from VfVardtjanst (required)
* extension contains Acceptance named acceptance 0..* and CapacityStatus named capacityStatus 0..1

Profile: VfAffiliation
Parent: OrganizationAffiliation
Id: vf-affiliation
Title: "Avtalsrelation"
Description: "Ties the region that buys care to the unit that gives it."
* organization 1..1
* participatingOrganization 1..1
* code 1..*
