Instance: task-party
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/task-party"
* name = "TaskParty"
* status = #active
* description = "Cases of a party."
* code = #party
* base = #Task
* type = #string
* expression = "Task.extension('https://fhir.vardformedling.example/StructureDefinition/party').value"

Instance: servicerequest-party
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/servicerequest-party"
* name = "ServiceRequestParty"
* status = #active
* description = "Needs of a party."
* code = #party
* base = #ServiceRequest
* type = #string
* expression = "ServiceRequest.extension('https://fhir.vardformedling.example/StructureDefinition/party').value"

Instance: contract-service
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/contract-service"
* name = "ContractService"
* status = #active
* description = "Agreements about a service."
* code = #service
* base = #Contract
* type = #reference
* target = #HealthcareService
* expression = "Contract.term.asset.typeReference"

Instance: contract-party
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/contract-party"
* name = "ContractParty"
* status = #active
* description = "Agreements of a party."
* code = #party
* base = #Contract
* type = #reference
* target = #Organization
* expression = "Contract.term.offer.party.reference"

Instance: contract-applies
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/contract-applies"
* name = "ContractApplies"
* status = #active
* description = "Agreements that apply at a time."
* code = #applies
* base = #Contract
* type = #date
* expression = "Contract.applies"

Instance: task-guarantee-state
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/task-guarantee-state"
* name = "TaskGuaranteeState"
* status = #active
* description = "Cases by how their guarantee stands."
* code = #guarantee-state
* base = #Task
* type = #token
* expression = "Task.extension('https://fhir.vardformedling.example/StructureDefinition/guarantee-clock').extension('state').value"

Instance: task-guarantee-due
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/task-guarantee-due"
* name = "TaskGuaranteeDue"
* status = #active
* description = "Cases by the last day within the limit."
* code = #guarantee-due
* base = #Task
* type = #date
* expression = "Task.extension('https://fhir.vardformedling.example/StructureDefinition/guarantee-clock').extension('due').value"
