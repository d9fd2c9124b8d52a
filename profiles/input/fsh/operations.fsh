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
* parameter[0].name = #need
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #Reference
* parameter[+].name = #code
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].type = #CodeableConcept
* parameter[+].name = #text
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #reason
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
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
* parameter[=].part[+].name = #location
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #Reference
* parameter[=].part[+].name = #municipality
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #locality
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #string
* parameter[+].name = #originRegion
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #providerRegion
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "Länskod of where the care is given, or cooperation: the samverkansregion of originRegion."
* parameter[=].type = #code
* parameter[+].name = #operator
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "In whose regi: own-region (originRegion's own), other-region, or private (belongs to no region)."
* parameter[=].type = #code
* parameter[+].name = #expectedDate
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #date
* parameter[+].name = #dueDate
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #date
* parameter[+].name = #beforeDate
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #date
* parameter[+].name = #maxDistance
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #Quantity
* parameter[+].name = #maxWaitDays
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #integer
* parameter[+].name = #maxPrice
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #Money
* parameter[=].documentation = "What has no known price is not left out; an agreement without one is told with price-missing."
* parameter[+].name = #criteria
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].part[0].name = #code
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #Coding
* parameter[=].part[+].name = #value
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #string
* parameter[+].name = #agreement
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #minRemainingVolume
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #integer
* parameter[+].name = #capacity
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #sort
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].type = #code
* parameter[+].name = #strategy
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #includeExcluded
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #boolean
* parameter[+].name = #asOf
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #dateTime
* parameter[+].name = #_count
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #integer
* parameter[=].documentation = "At most 100; 0 asks for total alone."
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
* parameter[+].name = #input
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "What the step asks for; $available-transitions says which types."
* parameter[=].part[0].name = #type
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #Coding
* parameter[=].part[+].name = #value
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #Element
* parameter[+].name = #version
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The version that is changed, where no If-Match says it."
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
* parameter[=].part[+].name = #requiredInput
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "*"
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #reasonValueSet
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #uri

Instance: guarantee-clock
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/guarantee-clock"
* name = "GuaranteeClockOperation"
* title = "Vårdgarantins klocka"
* status = #draft
* kind = #operation
* code = #guarantee-clock
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

Instance: record-guarantee-event
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/record-guarantee-event"
* name = "RecordGuaranteeEvent"
* title = "Patientens beslut"
* status = #draft
* kind = #operation
* code = #record-guarantee-event
* affectsState = true
* resource = #Task
* system = false
* type = false
* instance = true
* parameter[0].name = #event
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #date
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #date
* parameter[+].name = #version
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Parameters

Instance: guarantee-limits
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/guarantee-limits"
* name = "GuaranteeLimits"
* title = "Regionens gränser"
* status = #draft
* kind = #operation
* code = #guarantee-limits
* affectsState = false
* resource = #Task
* system = false
* type = true
* instance = false
* parameter[0].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Parameters

Instance: set-guarantee-limit
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/set-guarantee-limit"
* name = "SetGuaranteeLimit"
* title = "Sätt regionens gräns"
* status = #draft
* kind = #operation
* code = #set-guarantee-limit
* affectsState = true
* resource = #Task
* system = false
* type = true
* instance = false
* parameter[0].name = #vardtjanst
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #kind
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #code
* parameter[+].name = #validFrom
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #date
* parameter[+].name = #days
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #integer
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Parameters

Instance: suggest
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/suggest"
* name = "Suggest"
* title = "Föreslå vårdtjänst"
* status = #draft
* kind = #operation
* code = #suggest
* affectsState = false
* resource = #ValueSet
* system = false
* type = true
* instance = false
* parameter[0].name = #filter
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #string
* parameter[+].name = #count
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].type = #integer
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #ValueSet

Instance: sample
InstanceOf: OperationDefinition
Usage: #definition
* url = "https://fhir.vardformedling.example/OperationDefinition/sample"
* name = "Sample"
* title = "Ett urval av loggen"
* status = #draft
* kind = #operation
* code = #sample
* affectsState = false
* resource = #AuditEvent
* system = false
* type = true
* instance = false
* parameter[0].name = #from
* parameter[=].use = #in
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].documentation = "The first day."
* parameter[=].type = #date
* parameter[+].name = #to
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "The last day."
* parameter[=].type = #date
* parameter[+].name = #size
* parameter[=].use = #in
* parameter[=].min = 0
* parameter[=].max = "1"
* parameter[=].documentation = "How many lines."
* parameter[=].type = #integer
* parameter[+].name = #return
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "1"
* parameter[=].type = #Bundle
