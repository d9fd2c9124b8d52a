Extension: Match
Id: match
Title: "Träff"
Description: "Where an offered service stands in the answer of find-provider, and why, part by part."
Context: Bundle.entry
* extension contains
    rank 0..1 and
    score 1..1 and
    strategy 1..1 and
    asOf 1..1 and
    component 0..* and
    distance 0..1 and
    wait 0..1 and
    agreement 0..1 and
    capacity 1..1 and
    capacityUntil 0..1 and
    warning 0..* and
    excluded 0..* and
    nearMiss 0..1
* extension[rank].value[x] only integer
* extension[rank] ^short = "1 is the best; absent for what is excluded"
* extension[score].value[x] only decimal
* extension[score] ^short = "0 to 1"
* extension[strategy].value[x] only string
* extension[asOf].value[x] only date
* extension[component].extension contains code 1..1 and raw 0..1 and unit 0..1 and normalised 1..1 and weight 1..1 and sv 1..1 and en 1..1
* extension[component] ^short = "One part of the score"
* extension[component].extension[code].value[x] only code
* extension[component].extension[raw].value[x] only decimal
* extension[component].extension[raw] ^short = "Days, kilometres, kronor or points; absent if unknown"
* extension[component].extension[unit].value[x] only code
* extension[component].extension[normalised].value[x] only decimal
* extension[component].extension[normalised] ^short = "0 to 1"
* extension[component].extension[weight].value[x] only decimal
* extension[component].extension[sv].value[x] only string
* extension[component].extension[en].value[x] only string
* extension[distance].extension contains value 1..1 and unit 1..1 and method 1..1
* extension[distance].extension[value].value[x] only decimal
* extension[distance].extension[unit].value[x] only code
* extension[distance].extension[method].value[x] only code
* extension[wait].extension contains days 1..1 and kind 1..1 and n 1..1 and span 0..1 and asOf 1..1 and source 1..1 and forecast 0..1
* extension[wait].extension[days].value[x] only decimal
* extension[wait].extension[kind].value[x] only code
* extension[wait].extension[n].value[x] only string
* extension[wait].extension[n] ^short = "Number behind the figure; a small one as a band"
* extension[wait].extension[span].value[x] only integer
* extension[wait].extension[span] ^short = "Of care performed: days back that the figure is of, 90 as a rule, 365 where too few were treated in 90"
* extension[wait].extension[asOf].value[x] only date
* extension[wait].extension[source].value[x] only code
* extension[wait].extension[forecast] ^short = "Of a forecast: how sure it is, and how its model did on held-back waits"
* extension[wait].extension[forecast].extension contains model 1..1 and trainedUntil 1..1 and p10 1..1 and p90 1..1 and n 1..1 and coverage 1..1 and within14 1..1 and pinball 1..1 and baselinePinball 1..1
* extension[wait].extension[forecast].extension[model].value[x] only code
* extension[wait].extension[forecast].extension[trainedUntil].value[x] only date
* extension[wait].extension[forecast].extension[p10].value[x] only decimal
* extension[wait].extension[forecast].extension[p10] ^short = "One in ten is expected to wait less; days"
* extension[wait].extension[forecast].extension[p90].value[x] only decimal
* extension[wait].extension[forecast].extension[p90] ^short = "One in ten is expected to wait longer; days"
* extension[wait].extension[forecast].extension[n].value[x] only integer
* extension[wait].extension[forecast].extension[coverage].value[x] only decimal
* extension[wait].extension[forecast].extension[within14].value[x] only decimal
* extension[wait].extension[forecast].extension[pinball].value[x] only decimal
* extension[wait].extension[forecast].extension[baselinePinball].value[x] only decimal
* extension[agreement].extension contains contract 1..1 and priceModel 0..1 and unitPrice 0..1 and remainingVolume 0..1 and reservedVolume 1..1 and validTo 0..1
* extension[agreement].extension[contract].value[x] only Reference(Contract)
* extension[agreement].extension[priceModel].value[x] only code
* extension[agreement].extension[unitPrice].value[x] only decimal
* extension[agreement].extension[unitPrice] ^short = "Kronor for one procedure; of a price by points, points and factor are multiplied in"
* extension[agreement].extension[remainingVolume].value[x] only integer
* extension[agreement].extension[reservedVolume].value[x] only integer
* extension[agreement].extension[validTo].value[x] only date
* extension[capacity].value[x] only code
* extension[capacityUntil].value[x] only date
* extension[warning].value[x] only code
* extension[excluded].value[x] only code
* extension[excluded] ^short = "A reason; only if includeExcluded was asked for"
* extension[nearMiss].value[x] only boolean
* extension[nearMiss] ^short = "Exactly one reason stands in the way"
