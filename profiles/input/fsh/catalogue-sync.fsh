// The national catalogue in, and ours out.

RuleSet: Parameter(name, use, min, max, type)
* parameter[+].name = #{name}
* parameter[=].use = #{use}
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}

RuleSet: SystemOperation(id, name, changes)
* url = "https://fhir.vardformedling.example/OperationDefinition/{id}"
* name = "{name}"
* status = #draft
* kind = #operation
* code = #{id}
* affectsState = {changes}
* system = true
* type = false
* instance = false

Profile: VfBusiness
Parent: HealthcareService
Id: vf-business
Title: "Verksamhet"
Description: "What a unit is there for, as the national catalogue has it: its kind and its opening hours. Not a service that somebody can be sent to."
* active 1..1
* providedBy 1..1
* name 1..1
* category 1..*
* type 0..0


Instance: catalogue-sync
InstanceOf: OperationDefinition
Usage: #definition
* insert SystemOperation(catalogue-sync, CatalogueSync, true)
* title = "Läs nationella katalogen"
* description = "Begins to read the national catalogue, or tells of the reading that is going on."
* insert Parameter(whole, in, 0, 1, boolean)
* insert Parameter(acceptEndings, in, 0, 1, boolean)
* insert Parameter(run, out, 1, 1, string)
* insert Parameter(state, out, 1, 1, code)
* insert Parameter(whole, out, 1, 1, boolean)
* insert Parameter(started, out, 1, 1, instant)
* insert Parameter(reading, out, 0, 1, code)
* insert Parameter(fetched, out, 1, 1, integer)
* insert Parameter(stored, out, 1, 1, integer)
* insert Parameter(unchanged, out, 1, 1, integer)
* insert Parameter(refused, out, 1, 1, integer)
* insert Parameter(ended, out, 1, 1, integer)
* insert Parameter(problem, out, 0, 1, string)

Instance: catalogue-sync-status
InstanceOf: OperationDefinition
Usage: #definition
* insert SystemOperation(catalogue-sync-status, CatalogueSyncStatus, false)
* title = "Hur långt läsningen kommit"
* description = "How far a reading of the national catalogue has come, and what could not be stored."
* insert Parameter(run, in, 0, 1, string)
* insert Parameter(run, out, 1, 1, string)
* insert Parameter(state, out, 1, 1, code)
* insert Parameter(whole, out, 1, 1, boolean)
* insert Parameter(started, out, 1, 1, instant)
* insert Parameter(reading, out, 0, 1, code)
* insert Parameter(fetched, out, 1, 1, integer)
* insert Parameter(stored, out, 1, 1, integer)
* insert Parameter(unchanged, out, 1, 1, integer)
* insert Parameter(refused, out, 1, 1, integer)
* insert Parameter(ended, out, 1, 1, integer)
* insert Parameter(problem, out, 0, 1, string)
* parameter[+].name = #refused
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].part[0].name = #resource
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #string
* parameter[=].part[+].name = #problem
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #code

Instance: hvo-transaction
InstanceOf: OperationDefinition
Usage: #definition
* insert SystemOperation(hvo-transaction, HvoTransaction, true)
* title = "Ta emot ett paket från nationella katalogen"
* description = "Takes in a transaction bundle of the national catalogue's guide, in FHIR R5 JSON as the body; answers in R5."
* insert Parameter(acceptEndings, in, 0, 1, boolean)

Instance: catalogue-digest
InstanceOf: OperationDefinition
Usage: #definition
* insert SystemOperation(catalogue-digest, CatalogueDigest, false)
* title = "Katalogens fingeravtryck"
* description = "The number of resources of each type of the catalogue and the SHA-256 of their ids and versions, to compare a copy with."
* insert Parameter(asOf, out, 1, 1, instant)
* parameter[+].name = #digest
* parameter[=].use = #out
* parameter[=].min = 1
* parameter[=].max = "*"
* parameter[=].part[0].name = #type
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #code
* parameter[=].part[+].name = #count
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #integer
* parameter[=].part[+].name = #sha256
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #string

Instance: export
InstanceOf: OperationDefinition
Usage: #definition
* insert SystemOperation(export, Export, false)
* title = "Hela katalogen i filer"
* description = "Begins to write a snapshot of the catalogue as NDJSON, as FHIR Bulk Data has it: answers 202 and, in Content-Location, where to ask how far it has come."
* insert Parameter(_type, in, 0, 1, string)
* insert Parameter(_outputFormat, in, 0, 1, string)

Instance: export-status
InstanceOf: OperationDefinition
Usage: #definition
* insert SystemOperation(export-status, ExportStatus, false)
* title = "Hur långt filerna kommit"
* description = "202 with X-Progress while the snapshot is being written, then 200 with the manifest of FHIR Bulk Data."
* insert Parameter(job, in, 1, 1, string)

Instance: export-file
InstanceOf: OperationDefinition
Usage: #definition
* insert SystemOperation(export-file, ExportFile, false)
* title = "En av filerna"
* description = "One file of the snapshot, NDJSON."
* insert Parameter(job, in, 1, 1, string)
* insert Parameter(part, in, 1, 1, integer)
