Profile: VfPatient
Parent: Patient
Id: vf-patient
Title: "Patient (regional nod)"
Description: "The patient, on regional nodes only."
* identifier 1..*
* name 0..1

Profile: VfDocumentReference
Parent: DocumentReference
Id: vf-document-reference
Title: "Dokument"
Description: "A document of a case, known by the case ID."
* type 1..1
* content 1..1
* content.attachment.contentType 1..1
* content.attachment.hash 1..1
* content.attachment.size 1..1
