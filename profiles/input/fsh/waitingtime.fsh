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

Extension: Suppression
Id: suppression
Title: "Skydd av små tal"
Description: "The version of the rule for small numbers that the report was published under. A masked figure has no value and the reason masked, never why."
Context: MeasureReport
* value[x] only code
* valueCode 1..1

Extension: WaitCoverage
Id: wait-coverage
Title: "Täckning"
Description: "The units that reported of those that should have, 0 to 1."
Context: MeasureReport
* value[x] only decimal
* valueDecimal 1..1

Extension: ForecastCalibration
Id: forecast-calibration
Title: "Kalibrering"
Description: "How well the method did on months that it had not seen."
Context: MeasureReport
* extension contains method 1..1 and trainedUntil 1..1 and n 1..1 and coverage 1..1 and within14 1..1 and pinball 1..1 and baselinePinball 1..1
* extension[method].value[x] only code
* extension[method] ^short = "The model that the forecast comes from"
* extension[trainedUntil].value[x] only date
* extension[trainedUntil] ^short = "Last day of what it was trained on"
* extension[n].value[x] only integer
* extension[n] ^short = "Held-back waits that it was tried on"
* extension[coverage].value[x] only decimal
* extension[coverage] ^short = "Share of held-back waits between p10 and p90; 0.8 is meant"
* extension[within14].value[x] only decimal
* extension[within14] ^short = "Share of held-back waits at most 14 days from the median"
* extension[pinball].value[x] only decimal
* extension[pinball] ^short = "Mean pinball loss in days; smaller is better"
* extension[baselinePinball].value[x] only decimal
* extension[baselinePinball] ^short = "The same of the clearance time"

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
* extension contains MeasuredService named measuredService 1..1 and WaitSource named source 1..1 and Suppression named suppression 0..1 and WaitCoverage named coverage 0..1 and ForecastCalibration named calibration 0..1
* group 1..*
* group.code 1..1
* group.code from VfWaitMetric (required)
* group.population 1..1
* group.population.count 1..1
