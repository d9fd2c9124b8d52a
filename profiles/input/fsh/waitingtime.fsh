Extension: MeasuredService
Id: measured-service
Title: "Mätt utbud"
Description: "The service that the figure is about; R4 knows no service as a report's subject."
Context: MeasureReport
* value[x] only Reference(HealthcareService)
* valueReference 1..1

Extension: WaitSource
Id: wait-source
Title: "Källa"
Description: "Where the figure comes from."
Context: MeasureReport
* value[x] only code
* valueCode 1..1
* valueCode from VfWaitSource (required)

Profile: VfWaitingTime
Parent: MeasureReport
Id: vf-waiting-time
Title: "Väntetid"
Description: "A waiting-time figure of one service over one period, with its clock, number, source and date."
* type = #summary
* subject 1..1
* subject only Reference(Location)
* reporter 1..1
* date 1..1
* extension contains MeasuredService named measuredService 1..1 and WaitSource named source 1..1
* group 1..*
* group.code 1..1
* group.code from VfWaitMetric (required)
* group.population 1..1
* group.population.count 1..1
