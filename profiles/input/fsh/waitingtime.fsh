Extension: MeasuredService
Id: measured-service
Title: "Mätt utbud"
Description: "The service that the figure is about; R4 knows no service as a report's subject."
Context: MeasureReport
* value[x] only Reference(HealthcareService)
* valueReference 1..1

Extension: MeasuredVardtjanst
Id: measured-vardtjanst
Title: "Mätt vårdtjänst"
Description: "Which of the service's vårdtjänster the figure is about. A service may stand for several, each with a wait of its own; a figure that does not say which counts for one of which nothing else is told."
Context: MeasureReport
* value[x] only Coding
* valueCoding 1..1
* valueCoding from VfVardtjanst (required)

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

Extension: SuppressionParameters
Id: suppression-parameters
Title: "Skydd av små tal, värden"
Description: "What the rule for small numbers was set to: the values behind the version that the extension suppression names."
Context: MeasureReport
* extension contains countThreshold 1..1 and statisticThreshold 1..1 and roundTo 1..1
* extension[countThreshold].value[x] only integer
* extension[countThreshold] ^short = "A number of persons below this, and above none, is masked"
* extension[statisticThreshold].value[x] only integer
* extension[statisticThreshold] ^short = "A median, percentile or share of fewer is masked"
* extension[roundTo].value[x] only integer
* extension[roundTo] ^short = "What numbers are rounded to; 1 is not at all"

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
* extension contains MeasuredService named measuredService 1..1 and MeasuredVardtjanst named measuredVardtjanst 0..1 and WaitSource named source 1..1 and Suppression named suppression 0..1 and SuppressionParameters named suppressionParameters 0..1 and WaitCoverage named coverage 0..1 and ForecastCalibration named calibration 0..1
* group 1..*
* group.code 1..1
* group.code from VfWaitMetric (required)
* group.population 1..1
* group.population.count 1..1
