import Foundation
import SickLeave
import Storage
import UseCases

/// What an import came to, for people and for scripts.
struct ImportOutcome {
    let report: Importer.Report
    let conflicts: [Importer.ConflictsAtUnit]
    /// Whom the files were said to come from, where nobody here has that HSA-id even now.
    let unknownSender: HSAID?

    private struct Result: Encodable {
        let run, accepted, alreadyKnown, conflicts, quarantined, waiting, ownerless: Int
        let seconds: Double
        let interrupted: Bool
        let conflictsByUnit: [UnitConflicts]
        /// The first of those in quarantine that wait.
        let items: [Item]
        /// The first files that have a header and nothing more.
        let withoutRows: [String]
        let unknownProvider: String?
    }

    private struct Item: Encodable {
        let source, place, reason: String
    }

    private struct UnitConflicts: Encodable {
        let unit, name: String
        let conflicts: Int
        let hasCoordinator, mayHaveCoordinator: Bool
    }

    func show(asJSON: Bool) throws {
        let counts = report.counts
        if asJSON {
            try Terminal.json(
                Result(
                    run: report.run, accepted: counts.accepted, alreadyKnown: counts.alreadyKnown, conflicts: counts.conflicts,
                    quarantined: counts.quarantined, waiting: report.waiting, ownerless: report.ownerless,
                    seconds: report.seconds,
                    interrupted: report.isInterrupted,
                    conflictsByUnit: conflicts.map {
                        UnitConflicts(
                            unit: $0.unit.hsaID.rawValue, name: $0.unit.name, conflicts: $0.count, hasCoordinator: $0.isCovered,
                            mayHaveCoordinator: $0.mayBeCovered)
                    }, items: report.items.map { Item(source: $0.source, place: $0.place, reason: $0.reason) },
                    withoutRows: report.withoutRows, unknownProvider: unknownSender?.rawValue))
            return
        }
        print("Inlästa: \(counts.accepted)")
        print("Fanns redan: \(counts.alreadyKnown)")
        print("Samma id, annat innehåll: \(counts.conflicts)")
        if !conflicts.isEmpty { print("  De väntar hos:") }
        for unit in conflicts { print("  \(unit.unit.name) (\(unit.unit.hsaID)): \(unit.count)\(Self.way(to: unit))") }
        print("I karantän: \(counts.quarantined)")
        print("Väntar på en människa: \(report.waiting)")
        if report.ownerless > 0 {
            print("  Utan ägare: \(report.ownerless). Systemadministratören ger det till en enhet under Inläsning, Utan ägare")
        }
        print("Tid: \(String(format: "%.1f", report.seconds)) s")
    }

    /// What is to be done first, where nobody at the unit can decide.
    private static func way(to unit: Importer.ConflictsAtUnit) -> String {
        if unit.isCovered { return "" }
        let nobody = ". Ingen rehabkoordinator där kan ta ställning"
        guard unit.mayBeCovered else {
            return nobody
                + ", och rollen kan inte ges än: först signerar verksamhetschefen enhetens behovs- och riskanalys under Behörigheter "
                + "(saknas chef: ”sakkunnig user assign … --role unitManager --unit \(unit.unit.hsaID)”)"
        }
        return nobody
            + ": verksamhetschefen ger någon rollen under Behörigheter, eller du med ”sakkunnig user assign … --role rehabCoordinator "
            + "--unit \(unit.unit.hsaID)”"
    }

    /// So many are told: a terminal has few lines, and the others are in the JSON and the web.
    private static let told = 5

    /// What a person should know, on standard error.
    func tell() {
        for item in report.items.prefix(Self.told) {
            // Most reasons begin with the row themselves.
            let place = item.reason.hasPrefix("Rad ") ? "" : ", \(item.place)"
            Terminal.say("\(item.source)\(place): \(item.reason)")
        }
        let quarantined = report.waiting - report.counts.conflicts
        let rest = quarantined - min(report.items.count, Self.told)
        if rest > 0 { Terminal.say("… och \(rest) till i karantän.") }
        for name in report.withoutRows.prefix(Self.told) { Terminal.say("\(name): Filen har en rubrikrad och inga rader.") }
        let others = report.withoutRows.count - Self.told
        if others > 0 { Terminal.say("… och \(others) filer till utan rader.") }
        if let unknownSender {
            Terminal.say(
                "Obs: ingen vårdgivare eller enhet här har HSA-id:t \(unknownSender), som står efter --provider. Det som inte gick "
                    + "att läsa får ingen ägare förrän någon har det. Kontrollera att det är rätt.")
        }
        if report.isInterrupted { Terminal.say("Avbrutet. Det som är inläst är sparat. Kör igen, så fortsätter det.") }
        if quarantined > 0 {
            Terminal.say("Något av det du läste in väntar. Rätta det, eller lägg det åt sidan, under Inläsning i webben.")
        }
        if report.counts.conflicts > 0 {
            Terminal.say(
                "Intyg med samma id men annat innehåll väntar på att någon jämför dem, under Inläsning i webben. Det som fanns "
                    + "förut ligger kvar.")
        }
    }
}
