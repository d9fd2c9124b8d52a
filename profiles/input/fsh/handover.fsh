Instance: send-documents
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/send-documents"
* name = "SendDocuments"
* title = "Skicka handlingar"
* status = #draft
* kind = #operation
* code = #send-documents
* affectsState = true
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[0].name = #kind
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #document
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].type = #Reference
* parameter[+].name = #text
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #recipient
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #incomplete
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #boolean
* parameter[+].name = #caseId
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #packetId
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #message
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "*"
* parameter[=].type = #Reference

Instance: request-completion
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/request-completion"
* name = "RequestCompletion"
* title = "Begär komplettering"
* status = #draft
* kind = #operation
* code = #request-completion
* affectsState = true
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[0].name = #text
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #caseId
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #packetId
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #message
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "*"
* parameter[=].type = #Reference

Instance: recall-documents
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/recall-documents"
* name = "RecallDocuments"
* title = "Återkalla handlingar"
* status = #draft
* kind = #operation
* code = #recall-documents
* affectsState = true
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[0].name = #text
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #caseId
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #packetId
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #message
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "*"
* parameter[=].type = #Reference

Instance: packet-status
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/packet-status"
* name = "PacketStatus"
* title = "Handlingarnas läge"
* status = #draft
* kind = #operation
* code = #packet-status
* affectsState = false
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[0].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Parameters

Instance: register-nationally
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/register-nationally"
* name = "RegisterNationally"
* title = "Anmäl nationellt"
* status = #draft
* kind = #operation
* code = #register-nationally
* affectsState = true
* resource = #ServiceRequest
* system = false
* type = false
* instance = true
* parameter[0].name = #state
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "queued, done or refused."
* parameter[=].type = #code
* parameter[+].name = #caseId
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "When it is done."
* parameter[=].type = #Identifier
* parameter[+].name = #reason
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "When it is refused."
* parameter[=].type = #code
