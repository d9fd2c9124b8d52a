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

Instance: patient-care-unit
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/patient-care-unit"
* name = "PatientCareUnit"
* status = #active
* description = "Patients that a unit has to do with, on regional nodes."
* code = #care-unit
* base = #Patient
* type = #string
* expression = "Patient.meta.tag.where(system='https://fhir.vardformedling.example/CodeSystem/care-unit').select(code.toString())"

Instance: servicerequest-care-unit
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/servicerequest-care-unit"
* name = "ServiceRequestCareUnit"
* status = #active
* description = "Needs that a unit has to do with, on regional nodes."
* code = #care-unit
* base = #ServiceRequest
* type = #string
* expression = "ServiceRequest.meta.tag.where(system='https://fhir.vardformedling.example/CodeSystem/care-unit').select(code.toString())"

Instance: task-care-unit
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/task-care-unit"
* name = "TaskCareUnit"
* status = #active
* description = "Tasks that a unit has to do with, on regional nodes."
* code = #care-unit
* base = #Task
* type = #string
* expression = "Task.meta.tag.where(system='https://fhir.vardformedling.example/CodeSystem/care-unit').select(code.toString())"

Instance: documentreference-care-unit
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/documentreference-care-unit"
* name = "DocumentReferenceCareUnit"
* status = #active
* description = "Documents that a unit has to do with, on regional nodes."
* code = #care-unit
* base = #DocumentReference
* type = #string
* expression = "DocumentReference.meta.tag.where(system='https://fhir.vardformedling.example/CodeSystem/care-unit').select(code.toString())"

Instance: communication-care-unit
InstanceOf: SearchParameter
Usage: #definition
* url = "https://fhir.vardformedling.example/SearchParameter/communication-care-unit"
* name = "CommunicationCareUnit"
* status = #active
* description = "Messages that a unit has to do with, on regional nodes."
* code = #care-unit
* base = #Communication
* type = #string
* expression = "Communication.meta.tag.where(system='https://fhir.vardformedling.example/CodeSystem/care-unit').select(code.toString())"
