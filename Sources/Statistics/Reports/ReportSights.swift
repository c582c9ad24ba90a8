package import SickLeave

/// Several populations, looked at in one reading of the certificates: of each patient a spell is found once for all populations that see
/// the same certificates of it.
struct ReportSights {
    /// Where a patient's spells are counted.
    struct Places {
        let all: [Int32]
        /// Of them, where a spell is measured by all its days, and where days out of sight are looked for among them: for what is asked of
        /// a whole spell.
        let wholly: [Int32]
        let partly: [Int32]
    }

    /// Populations that see the same of a patient of several care units.
    struct Sight {
        /// By part of the care units.
        let sees: [Bool]
        let places: Places
    }

    /// By row of care unit; those of one part are in the same populations.
    private let part: [Int32]
    /// By population: it may not see all of a spell.
    private let isLimited: [Bool]
    /// By part and population.
    private let membership: [[Bool]]
    /// By part, for patients of one care unit; nil where nobody looks.
    private let home: [Places?]
    /// By the parts that a patient of several care units has certificates in.
    private var away: [[Int32]: [Sight]] = [:]
    /// Every care unit that anybody sees.
    let union: ReportScope

    /// - Parameter scopes: of all providers or of some care units of any.
    init(_ scopes: [ReportScope], _ snapshot: Snapshot) {
        let units = snapshot.units
        let selections = scopes.map { ReportSelection($0, ReportFilter(), snapshot) }
        let isLimited = selections.map(\.isLimited)
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
        home = membership.enumerated().map { part, members in
            guard members.contains(true) else { return nil }
            func place(_ limited: Bool) -> [Int32] {
                zip(members, isLimited).contains { $0 && $1 == limited } ? [Int32(part)] : []
            }
            return Places(all: [Int32(part)], wholly: place(false), partly: place(true))
        }
        self.isLimited = isLimited
        self.membership = membership
    }

    /// What is counted takes as much room as there are places, groups and periods: one for each part, and one for each population's
    /// patients of several care units.
    var placeCount: Int { home.count + isLimited.count }

    /// The places whose counts a population has.
    func places(of scope: Int) -> [Int] { membership.indices.filter { membership[$0][scope] } + [home.count + scope] }

    func isLimited(scope: Int) -> Bool { isLimited[scope] }

    /// Nil where nobody looks.
    @inline(__always)
    func places(ofPatientIn careUnit: Int) -> Places? { home[Int(part[careUnit])] }

    @inline(__always)
    func part(of careUnit: Int32) -> Int32 { part[Int(careUnit)] }

    /// - Parameter parts: in which the patient has certificates, in order.
    mutating func sights(ofPatientIn parts: [Int32]) -> [Sight] {
        if let known = away[parts] { return known }
        let alike = Dictionary(grouping: isLimited.indices) { scope in parts.map { membership[Int($0)][scope] } }
        let found = alike.filter { $0.key.contains(true) }.map { key, scopes in
            let seen = Set(zip(parts, key).filter(\.1).map { Int($0.0) })
            func places(_ scopes: [Int]) -> [Int32] { scopes.map { Int32(home.count + $0) } }
            return Sight(
                sees: membership.indices.map { seen.contains($0) },
                places: Places(
                    all: places(scopes), wholly: places(scopes.filter { !isLimited[$0] }),
                    partly: places(scopes.filter { isLimited[$0] })))
        }
        away[parts] = found
        return found
    }
}

extension Snapshot {
    /// Reports of several populations. Those on spells of the same months are counted in one reading, for all providers and for care
    /// units of any.
    ///
    /// - Returns: by report and population.
    package func evaluate(_ reports: [Report], of scopes: [ReportScope], on today: Day) -> [[ReportTable]] {
        let areAlike = reports.allSatisfy {
            $0.counted == .spells && !$0.filter.isActive && $0.months == reports[0].months
        }
        let together = areAlike ? scopes.indices.filter { scopes[$0].isOfCareUnits } : []
        let counted = together.isEmpty ? [] : spellTables(reports, of: together.map { scopes[$0] }, on: today)
        return reports.indices.map { number in
            let tables = counted.isEmpty ? [:] : Dictionary(uniqueKeysWithValues: zip(together, counted[number]))
            return scopes.indices.map { tables[$0] ?? evaluate(reports[number].of(scopes[$0]), on: today) }
        }
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
