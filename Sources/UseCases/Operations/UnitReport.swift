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
}
