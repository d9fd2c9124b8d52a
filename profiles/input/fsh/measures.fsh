// No groups: a validator would demand every group of every report, and a report gives the figures it has.
RuleSet: WaitFigures(population)
* status = #active
* experimental = false
* date = "2026-11-24"
* publisher = "Vårdförmedling"
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Location
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#continuous-variable
* improvementNotation = http://terminology.hl7.org/CodeSystem/measure-improvement-notation#decrease
* guidance = "{population} A report has one group for each figure it gives, by CodeSystem/wait-metric: the median (without own choice to wait where the source states it), the calendar median (with it), the 25th, 75th and 90th percentile in days, shares in per cent, how many have waited how long, and how many come and go in a week. A report gives the figures that its source knows of. Days are calendar days in Europe/Stockholm. Percentiles are of type 7 (linear between the closest ranks); the median of an even number is the mean of the two in the middle. A figure that rests on fewer than ten is not used for ranking."

Instance: wait-performed
InstanceOf: Measure
Usage: #definition
* url = "https://fhir.vardformedling.example/Measure/wait-performed"
* version = "1"
* name = "WaitPerformed"
* title = "Genomförda väntetider"
* description = "The wait of those whose care was performed in the period: from the decision that care is to be given to the day it was performed. The median is without own choice to wait where the source states it; medical reasons are not taken out."
* insert WaitFigures([[Care performed in the period.]])

Instance: wait-waiting
InstanceOf: Measure
Usage: #definition
* url = "https://fhir.vardformedling.example/Measure/wait-waiting"
* version = "1"
* name = "WaitWaiting"
* title = "Väntande"
* description = "The wait so far of those who wait on the last day of the period: from the decision to that day."
* insert WaitFigures([[Those who wait on the last day of the period.]])

Instance: wait-visits
InstanceOf: Measure
Usage: #definition
* url = "https://fhir.vardformedling.example/Measure/wait-visits"
* version = "1"
* name = "WaitVisits"
* title = "Bokade tider"
* description = "How visits that were booked for brokered patients ended: kept, missed by the patient, or cancelled by either. No wait, and never used for ranking."
* insert WaitFigures([[Booked visits that ended in the period.]])

Instance: wait-reported-estimate
InstanceOf: Measure
Usage: #definition
* url = "https://fhir.vardformedling.example/Measure/wait-reported-estimate"
* version = "1"
* name = "WaitReportedEstimate"
* title = "Enhetens egen uppgift"
* description = "What the unit itself expects a new patient to wait, rounded to whole weeks and stated in days. It is no statistic; it is dropped when it is older than six weeks."
* insert WaitFigures([[What the unit says; the count is not used.]])

Instance: wait-forecast
InstanceOf: Measure
Usage: #definition
* url = "https://fhir.vardformedling.example/Measure/wait-forecast"
* version = "1"
* name = "WaitForecast"
* title = "Prognos"
* description = "What a patient who is put on the list on the report's date is expected to wait."
* insert WaitFigures([[The performed waits that the forecast was trained on.]])
