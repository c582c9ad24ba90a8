package import SickLeave
package import Statistics
package import Storage

/// A unit's figures without patients, for the command line.
package struct UnitReport: Sendable {
    package let unitName: String
    package let overview: UnitOverview
    package let trends: [GoalMeasures.Trend]

    /// Nil when no unit with data has the HSA-id.
    ///
    /// - Parameter owner: the provider that is meant, when several have a unit of the HSA-id.
    package init?(
        unit hsaID: HSAID, of owner: HSAID? = nil, database: any Database, measures: [Measure], on day: Day
    ) throws {
        guard let unit = try database.readBlocking({ try NamedPlace.unit(hsaID, of: owner, $0) }) else { return nil }
        let snapshot = try Figures(database: database).snapshot
        guard let index = snapshot.unit(number: Int32(unit.root)) else { return nil }
        unitName = unit.name
        overview = UnitOverview(snapshot: snapshot, careUnit: index, on: day, rule: .unit)
        let unitMeasures = UnitMeasures(snapshot: snapshot, careUnit: index, on: day, measures: measures)
        trends = measures.map { GoalMeasures.Trend(measure: $0, months: unitMeasures.trend($0)) }
    }

    /// What stands in the terminal: each figure in the words of its measure's page.
    package func lines(on day: Day) -> [String] {
        let long = [overview.over28, overview.over90, overview.over180].map { SwedishNumber.integer($0.total) }
        return [
            "\(unitName), \(day)",
            "Pågående sjukfall: \(SwedishNumber.integer(overview.total.total)) (\(overview.total.inWords))",
            "Över 28, 90 och 180 dagar: \(long.joined(separator: ", "))",
        ] + trends.map(\.line)
    }
}

extension GoalMeasures.Trend {
    /// `Intyg per sjukfall: 2,2 intyg. Oktober 2026: 44 intyg i 20 sjukfall, intervall 1,8–2,7.`
    var line: String {
        let text = shown.map { MeasureText($0, measure) }
        return "\(measure.title): \(text?.value ?? "–"). \(text?.basisWithMonths ?? "Inget att räkna än.")"
    }
}
