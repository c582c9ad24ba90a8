import ArgumentParser
import Foundation
import SickLeave
import Statistics
import Storage
import UseCases

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "En enhets siffror och mål på en dag, utan patienter.",
        discussion: """
            Exempel:
              sakkunnig report --unit SE9900990001-1001
              sakkunnig report --unit SE9900990001-1001 --day 2026-10-31 --json
            """)

    @OptionGroup var database: DatabaseOptions
    @Option(help: "Enhetens HSA-id.") var unit: String
    @OptionGroup var owner: ProviderOption
    @Option(help: ArgumentHelp("Dag, ÅÅÅÅ-MM-DD; i dag om den utelämnas.", valueName: "dag")) var day: String?
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard HSAID(unit) != nil else { throw ValidationError("Ange enhetens HSA-id.") }
        guard let day else { return }
        guard let asked = Day(iso: day) else { throw ValidationError("\(day) är ingen dag. Skriv till exempel 2026-10-31.") }
        guard asked <= Day(of: Composition.now()) else {
            throw ValidationError("\(day) ligger framåt, och hur det blir då vet ingen. Ange en dag till och med i dag.")
        }
    }

    func run() throws {
        let composition = try Composition(databasePath: database.database, .current)
        let day = day.flatMap { Day(iso: $0) } ?? Day(of: Composition.now())
        guard let report = try report(from: composition, on: day) else {
            throw CommandFault("Enheten \(unit) har inga intyg här. Kontrollera HSA-id:t.")
        }
        if output.json { try Terminal.json(Result(report, day: day)) } else { report.lines(on: day).forEach { print($0) } }
    }

    private func report(from composition: Composition, on day: Day) throws -> UnitReport? {
        do {
            return try UnitReport(
                unit: HSAID(unit)!, of: owner.hsaID, database: composition.database, measures: composition.resources.measures,
                on: day)
        } catch let fault as NamedPlace.Fault { throw CommandFault(fault.sentence) }
    }

    private struct Result: Encodable {
        struct Point: Encodable {
            let from, month: String
            let numerator, denominator: Int
            let value, lower, upper: Double?
            /// False for a month that can still change: no page compares by it.
            let settled: Bool
        }

        struct MeasureSeries: Encodable {
            let measure: String
            let months: [Point]
        }

        let unit, day: String
        let ongoing, women, men, over28, over90, over180: Int
        let measures: [MeasureSeries]

        init(_ report: UnitReport, day: Day) {
            unit = report.unitName
            self.day = "\(day)"
            ongoing = report.overview.total.total
            women = report.overview.total.women
            men = report.overview.total.men
            over28 = report.overview.over28.total
            over90 = report.overview.over90.total
            over180 = report.overview.over180.total
            measures = report.trends.map { trend in
                MeasureSeries(
                    measure: "\(trend.measure.id)",
                    months: trend.months.map {
                        Point(
                            from: "\($0.months.lowerBound)", month: "\($0.months.upperBound)", numerator: $0.numerator,
                            denominator: $0.denominator, value: $0.value, lower: $0.interval?.lower,
                            upper: $0.interval?.upper, settled: $0.isSettled)
                    })
            }
        }
    }
}
