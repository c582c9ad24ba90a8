package import SickLeave

/// Several populations, looked at in one reading of the certificates: of each patient a spell is found once for all populations that see
/// the same certificates of it.
struct ReportSights {
    /// Populations that see the same of a patient.
    struct Sight {
        /// By part of the care units.
        let sees: [Bool]
        let isLimited: Bool
        /// Where the patient's spells are counted.
        let places: [Int32]
    }

    /// By row of care unit; those of one part are in the same populations.
    private let part: [Int32]
    /// By population: whether a spell's days are looked for among what it sees. None, where days do not matter, so that all see alike.
    private let isLimited: [Bool]
    /// By part and population.
    private let membership: [[Bool]]
    /// By part, for patients of one care unit.
    private let home: [[Sight]]
    /// By part and whether days are looked for: a place for each that some population has.
    private let homePlace: [[Int32?]]
    private let homeCount: Int
    /// By the parts that a patient of several care units has certificates in.
    private var away: [[Int32]: [Sight]] = [:]
    /// Every care unit that anybody sees.
    let union: ReportScope

    /// - Parameters:
    ///   - scopes: of all providers or of some care units of any.
    ///   - countsWhole: something is asked of a whole spell, what a population does not see of it among that.
    init(_ scopes: [ReportScope], countsWhole: Bool, _ snapshot: Snapshot) {
        let units = snapshot.units
        let selections = scopes.map { ReportSelection($0, ReportFilter(), snapshot) }
        let isLimited = selections.map { countsWhole && $0.isLimited }
        var places: [[Bool]: Int32] = [:]
        var membership: [[Bool]] = []
        part = (0..<units.count).map { unit in
            let members = selections.map { $0.unit[Int(units.careUnit[unit])] }
            if let known = places[members] { return known }
            places[members] = Int32(membership.count)
            membership.append(members)
            return Int32(membership.count - 1)
        }
        let part = part
        union = ReportScope(
            .region(
                Set((0..<units.count).filter { membership[Int(part[$0])].contains(true) }.map { units.careUnitIndex($0) })))
        var count: Int32 = 0
        let homePlace = membership.map { members in
            [false, true].map { limited -> Int32? in
                guard zip(members, isLimited).contains(where: { $0 && $1 == limited }) else { return nil }
                defer { count += 1 }
                return count
            }
        }
        home = homePlace.enumerated().map { number, places in
            zip([false, true], places).compactMap { limited, place in
                place.map { Sight(sees: membership.indices.map { $0 == number }, isLimited: limited, places: [$0]) }
            }
        }
        self.homePlace = homePlace
        homeCount = Int(count)
        self.isLimited = isLimited
        self.membership = membership
    }

    /// What is counted takes as much room as there are places, groups and periods.
    var placeCount: Int { homeCount + isLimited.count }

    /// The places whose counts a population has.
    func places(of scope: Int) -> [Int] {
        membership.indices.filter { membership[$0][scope] }.compactMap { homePlace[$0][isLimited[scope] ? 1 : 0].map(Int.init) }
            + [homeCount + scope]
    }

    func sights(ofPatientIn careUnit: Int) -> [Sight] { home[Int(part[careUnit])] }

    func part(of careUnit: Int32) -> Int { Int(part[Int(careUnit)]) }

    /// - Parameter careUnits: where the patient has certificates.
    mutating func sights(ofPatientIn careUnits: Set<Int32>) -> [Sight] {
        let parts = Set(careUnits.map { part[Int($0)] }).sorted()
        if let known = away[parts] { return known }
        let alike = Dictionary(grouping: isLimited.indices) { scope in
            [isLimited[scope]] + parts.map { membership[Int($0)][scope] }
        }
        let found = alike.filter { $0.key.dropFirst().contains(true) }.map { key, scopes in
            let seen = Set(zip(parts, key.dropFirst()).filter(\.1).map { Int($0.0) })
            return Sight(
                sees: membership.indices.map { seen.contains($0) }, isLimited: key[0],
                places: scopes.map { Int32(homeCount + $0) })
        }
        away[parts] = found
        return found
    }
}

extension Snapshot {
    /// The report of several populations. Those of all providers, and of care units of any, are counted in one reading.
    package func evaluate(_ report: Report, of scopes: [ReportScope], on today: Day) -> [ReportTable] {
        func asked(_ scope: ReportScope) -> Report {
            var report = report
            report.scope = scope
            return report
        }
        let together =
            report.counted == .spells && !report.filter.isActive ? scopes.indices.filter { scopes[$0].isOfCareUnits } : []
        guard together.count > 1 else { return scopes.map { evaluate(asked($0), on: today) } }
        let tables = spellTables(together.map { asked(scopes[$0]) }, on: today)
        let counted = Dictionary(uniqueKeysWithValues: zip(together, tables))
        return scopes.indices.map { counted[$0] ?? evaluate(asked(scopes[$0]), on: today) }
    }
}

extension ReportScope {
    fileprivate var isOfCareUnits: Bool {
        guard cutoff == .none else { return false }
        switch population {
        case .national, .region: return true
        case .provider, .careUnits: return false
        }
    }
}
