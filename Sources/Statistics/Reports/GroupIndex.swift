import SickLeave

/// A grouping resolved against a snapshot: its groups, and for each value of a column the groups that it belongs to.
struct GroupIndex {
    /// What of a spell, certificate or message says its group.
    enum Source {
        /// Every one belongs to group 0.
        case everything
        case longerThan(Int32)
        case length
        case age
        case certificateCount
        case column(Column)
    }

    enum Column {
        case extent
        case diagnosis
        case unit
        case careUnit
        case doctor
        case issuer
        case county
        case type
    }

    let groups: [ReportGroup]
    let source: Source
    private let table: GroupTable

    private init(_ groups: [ReportGroup], _ source: Source, _ table: GroupTable = GroupTable([])) {
        self.groups = groups
        self.source = source
        self.table = table
    }

    /// - Parameter groupsOf: for each value of the column from −1 on.
    private init(_ groups: [ReportGroup], _ column: Column, _ values: Int, groupsOf: (Int) -> [Int]) {
        self.init(groups, .column(column), GroupTable((-1..<values).map(groupsOf)))
    }

    /// Valid as long as the index, which nobody keeps alive by using this: see `withExtendedLifetime`.
    var lookup: GroupLookup { table.lookup }

    @inline(__always)
    func forEachGroup(of value: Int32, _ body: (Int) -> Void) {
        withExtendedLifetime(table) { lookup.forEachGroup(of: value, body) }
    }
}

/// For each value the groups that it belongs to, as plain pointers: who counts millions does not keep count of who holds the table.
struct GroupLookup {
    /// Value `v` belongs to the groups `items[start[v + 1]..<start[v + 2]]`, value −1 being "none".
    fileprivate let start: UnsafeMutablePointer<Int32>
    fileprivate let items: UnsafeMutablePointer<Int32>

    @inline(__always)
    func forEachGroup(of value: Int32, _ body: (Int) -> Void) {
        var place = Int(start[Int(value) + 1])
        let end = Int(start[Int(value) + 2])
        while place < end {
            body(Int(items[place]))
            place += 1
        }
    }
}

private final class GroupTable {
    let lookup: GroupLookup

    /// - Parameter groups: for each value from −1 on.
    init(_ groups: [[Int]]) {
        lookup = GroupLookup(
            start: .allocate(capacity: groups.count + 1), items: .allocate(capacity: max(1, groups.joined().count)))
        var count = 0
        for (value, groups) in groups.enumerated() {
            lookup.start[value] = Int32(count)
            for group in groups {
                lookup.items[count] = Int32(group)
                count += 1
            }
        }
        lookup.start[groups.count] = Int32(count)
    }

    deinit {
        lookup.start.deallocate()
        lookup.items.deallocate()
    }
}

extension GroupIndex {
    /// - Parameter year: in which ages of doctors are told, where their birth year is all that is known.
    init(_ grouping: ReportGrouping, _ snapshot: Snapshot, _ selection: ReportSelection, year: Int) {
        switch grouping {
        case .total: self.init([.total], .everything)
        case .longerThan(let days): self.init([.longerThan(days)], .longerThan(Int32(days)))
        case .length: self.init(LengthGroup.Report.allCases.map(ReportGroup.length), .length)
        case .age: self.init(ages: AgeGroup.Report.allCases.map(ReportGroup.age)) { .age(AgeGroup.Report(age: $0)) }
        case .ageOverview:
            self.init(ages: AgeGroup.Overview.allCases.map(ReportGroup.ageOverview)) { .ageOverview(AgeGroup.Overview(age: $0)) }
        case .extent:
            let extents = Extent.ofBenefit.map(\.percent)
            self.init(extents.map(ReportGroup.extent), .extent, 101) { value in extents.firstIndex(of: value).map { [$0] } ?? [] }
        case .chapter:
            self.init(DiagnosisChapter.inOrder.map(DiagnosisNode.chapter) + [.unplaced], snapshot)
        case .below(let node): self.init(node.listedBelow(in: snapshot.diagnoses), snapshot)
        case .diagnoses(let nodes): self.init(nodes, snapshot)
        case .careUnit:
            self.init(units: snapshot.units.shown(selection, subUnits: false), .careUnit, snapshot)
        case .subUnit:
            self.init(units: snapshot.units.shown(selection, subUnits: true), .unit, snapshot)
        case .doctor:
            let doctors = snapshot.professionals.count
            self.init((0..<doctors).map { .doctor(Int32($0)) }, .doctor, doctors) { $0 < 0 ? [] : [$0] }
        case .doctorAgeAndSex:
            let groups = PhysicianGroup.all
            self.init(groups.map(ReportGroup.physicians), .issuer, snapshot.issuers.count) { issuer in
                groups.firstIndex(of: snapshot.issuers.physicianGroup(issuer, year: year)).map { [$0] } ?? []
            }
        case .position:
            self.init(PhysicianPosition.allCases.map(ReportGroup.position), .issuer, snapshot.issuers.count) { issuer in
                (issuer < 0 ? .unknown : snapshot.issuers.positions[issuer]).positions.map { Int($0.rawValue) }
            }
        case .certificatesPerSpell: self.init((1...11).map(ReportGroup.certificates), .certificateCount)
        case .county:
            let counties = County.allCases
            self.init(counties.map { .county($0) } + [.county(nil)], .county, 256) { code in
                [counties.firstIndex { Int($0.rawValue) == code } ?? counties.count]
            }
        case .certificateType:
            let types = CertificateType.listed
            self.init(types.map(ReportGroup.certificateType), .type, 256) { type in
                // FK 7263 counts under the form that came after it.
                let type = type == Int(CertificateType.fk7263.rawValue) ? Int(CertificateType.fk7804.rawValue) : type
                return types.firstIndex { Int($0.rawValue) == type }.map { [$0] } ?? []
            }
        case .subject, .careUnitAndSubject, .subUnitAndSubject, .doctorAndSubject, .question:
            preconditionFailure("messages and questions are counted by their own loops")
        }
    }

    private init(ages groups: [ReportGroup], _ group: (Int) -> ReportGroup) {
        self.init(groups, .age, GroupTable([[]] + (0...255).map { [groups.firstIndex(of: group($0)) ?? 0] }))
    }

    private init(_ nodes: [DiagnosisNode], _ snapshot: Snapshot) {
        let codes = snapshot.diagnoses.code
        self.init(nodes.map(ReportGroup.diagnosis), .diagnosis, codes.count) { value in
            let placed = PlacedDiagnosis(value < 0 ? nil : codes[value])
            return nodes.indices.filter { placed.belongs(to: nodes[$0]) }
        }
    }

    private init(units: [Int], _ column: Column, _ snapshot: Snapshot) {
        var place = [Int](repeating: -1, count: snapshot.units.count)
        for (group, unit) in units.enumerated() { place[unit] = group }
        self.init(units.map { .unit(UnitIndex($0)) }, column, snapshot.units.count) { unit in
            unit < 0 || place[unit] < 0 ? [] : [place[unit]]
        }
    }
}

extension UnitColumns {
    /// Care units in sight, or units in sight that belong to another one.
    func shown(_ selection: ReportSelection, subUnits: Bool) -> [Int] {
        if !subUnits { return selection.careUnits }
        return (0..<count).filter { selection.unit[$0] && careUnit[$0] != Int32($0) }
    }
}

extension IssuerColumns {
    func physicianGroup(_ issuer: Int, year: Int) -> PhysicianGroup {
        guard issuer >= 0 else { return PhysicianGroup(sex: nil, age: .unknown) }
        let born = Int(birthYear[issuer])
        let years = age[issuer] > 0 || born == 0 ? age[issuer] : UInt8(clamping: year - born)
        return PhysicianGroup(sex: LegalSex(rawValue: sex[issuer]), age: PhysicianGroup.Age(years: years))
    }
}

extension DiagnosisChapter {
    /// In order of code.
    static let inOrder = allCases.sorted { $0.categories.lowerBound < $1.categories.lowerBound }
}

extension DiagnosisNode {
    /// The next level, and for a category the codes that occur beside its ten subdivisions.
    func listedBelow(in diagnoses: DiagnosisColumns) -> [DiagnosisNode] {
        guard case .category(let number) = self else { return nextLevel }
        let occurring = diagnoses.code.compactMap { code -> DiagnosisNode? in
            let placed = PlacedDiagnosis(code)
            return placed.category == number ? placed.code.map(DiagnosisNode.code) : nil
        }
        let codes = Set(nextLevel.dropLast() + occurring).sorted { $0.codes < $1.codes }
        return codes + [.unspecified(number)]
    }
}
