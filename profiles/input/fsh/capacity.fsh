Extension: RemainingPlaces
Id: remaining-places
Title: "Platser kvar"
Description: "Places of an announcement that are not yet agreed on. Written by the server alone."
Context: Task
* value[x] only integer
* valueInteger 1..1

Profile: VfAnnouncement
Parent: Task
Id: vf-announcement
Title: "Annons om kapacitet"
Description: "Capacity that is offered or asked for: how many places, until when, to which regions. About no patient."
* text 0..0
* for 0..0
* note 0..0
* groupIdentifier 0..0
* partOf 0..0
* basedOn 0..0
* output 0..0
* code 1..1
* code from VfAnnouncementKind (required)
* code.text 0..0
* intent = #proposal
* businessStatus 1..1
* businessStatus from VfAnnouncementState (required)
* businessStatus.text 0..0
* statusReason.text 0..0
* description ^short = "At most 300 characters, about no patient"
* focus only Reference(HealthcareService)
* requester 1..1
* requester only Reference(Organization)
* restriction 1..1
* restriction.repetitions 1..1
* restriction.period 1..1
* restriction.period.start 1..1
* restriction.period.end 1..1
* restriction.recipient only Reference(Organization)
* input 1..*
* input.type from VfAnnouncementInput (required)
* input.type.text 0..0
* extension contains Party named party 0..* and RemainingPlaces named remaining 0..1

Profile: VfCapacityResponse
Parent: Task
Id: vf-capacity-response
Title: "Svar på annons"
Description: "An answer to an announcement: how many of its places, and how to get in touch. The talk goes on outside."
* text 0..0
* for 0..0
* note 0..0
* groupIdentifier 0..0
* output 0..0
* code 1..1
* code = $task-kind#capacity-response
* code.text 0..0
* intent = #proposal
* businessStatus 1..1
* businessStatus from VfResponseState (required)
* businessStatus.text 0..0
* statusReason.text 0..0
* description ^short = "At most 300 characters, about no patient"
* partOf 1..1
* requester 1..1
* requester only Reference(Organization)
* restriction 1..1
* restriction.repetitions 1..1
* input.type from VfAnnouncementInput (required)
* input.type.text 0..0
* extension contains Party named party 0..*
