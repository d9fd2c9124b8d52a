// What agreements are searched by beside service, party and applies.
Instance: contract-entitled-region
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/contract-entitled-region"
* name = "ContractEntitledRegion"
* status = #active
* description = "Agreements that name the region as entitled to call off. Those for a cooperation region or for all: entitled-scope, or $applicable."
* code = #entitled-region
* base = #Contract
* type = #reference
* target = #Organization
* expression = "Contract.term.offer.party.where(role.coding.code = 'call-off-entitled').reference"

Instance: contract-entitled-scope
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/contract-entitled-scope"
* name = "ContractEntitledScope"
* status = #active
* description = "Agreements by who may call off: named, cooperation-region or all."
* code = #entitled-scope
* base = #Contract
* type = #token
* expression = "Contract.term.offer.extension('https://fhir.vardformedling.example/StructureDefinition/entitled-scope').value"

Instance: contract-price-model
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/contract-price-model"
* name = "ContractPriceModel"
* status = #active
* description = "Agreements with a service that is paid for in this way."
* code = #price-model
* base = #Contract
* type = #token
* expression = "Contract.term.asset.extension('https://fhir.vardformedling.example/StructureDefinition/price-model').value"

Instance: contract-vardtjanst
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/contract-vardtjanst"
* name = "ContractVardtjanst"
* status = #active
* description = "Agreements about a vårdtjänst."
* code = #vardtjanst
* base = #Contract
* type = #token
* expression = "Contract.term.asset.valuedItem.entity.ofType(CodeableConcept)"
