Instance: find-provider
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/find-provider"
* name = "FindProvider"
* title = "Hitta vårdgivare"
* status = #draft
* kind = #operation
* code = #find-provider
* affectsState = false
* resource = #HealthcareService
* system = false
* type = true
* instance = false
* parameter[0].name = #code
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "*"
* parameter[=].type = #CodeableConcept
* parameter[+].name = #origin
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].part[0].name = #latitude
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #decimal
* parameter[=].part[+].name = #longitude
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #decimal
* parameter[=].part[+].name = #municipality
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #code
* parameter[+].name = #originRegion
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Bundle

Instance: transition
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/transition"
* name = "Transition"
* title = "Ta ett steg"
* status = #draft
* kind = #operation
* code = #transition
* affectsState = true
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[0].name = #transition
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #reason
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #Coding
* parameter[+].name = #comment
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #version
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Task

Instance: available-transitions
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/available-transitions"
* name = "AvailableTransitions"
* title = "Möjliga steg"
* status = #draft
* kind = #operation
* code = #available-transitions
* affectsState = false
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[0].name = #transition
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].part[0].name = #code
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #display
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #string
