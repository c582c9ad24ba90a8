import SickLeave

/// Counts spells into cells by provider, window, group and sex.
struct SpellCounter: ReportSpellVisitor {
    private let source: GroupIndex.Source
    private let lookup: GroupLookup
    private let attribution: Report.Attribution
    private let lengths: UInt16?
    private let snapshot: Snapshot
    private(set) var cells: ReportCells
    /// Groups or doctors that the spell has counted for already.
    private var seen: [Int32] = []
    /// Where the patient's spells are counted; nil at the spell's provider.
    private var place: Int32?

    /// - Parameters:
    ///   - index: must outlive the counting.
    ///   - places: nil for one a provider.
    init(
        _ index: GroupIndex, _ attribution: Report.Attribution, _ selection: ReportSelection, _ snapshot: Snapshot, windows: Int,
        places: Int? = nil
    ) {
        source = index.source
        lookup = index.lookup
        self.attribution = attribution
        self.snapshot = snapshot
        lengths = selection.lengths
        cells = ReportCells(providers: places ?? snapshot.providers.count, periods: windows, groups: index.groups.count)
    }

    /// - Parameter places: not empty.
    @inline(__always)
    mutating func count(at places: [Int32]) {
        place = places[0]
        cells.spread(over: places)
    }

    @inline(__always)
    mutating func visit(_ spell: ReportSpell) {
        let speaking = spell.chain[spell.speaking]
        let row = Int(speaking.row)
        let sex = snapshot.persons.sex[Int(snapshot.certificates.person[row])]
        if let lengths, lengths >> UInt16(LengthGroup.Report(netDays: spell.netDays).rawValue) & 1 == 0 { return }
        let base = cells.base(provider: place ?? speaking.provider, period: spell.window, sex: sex)
        switch source {
        case .everything: cells.add(base, group: 0)
        case .longerThan(let days): if spell.netDays > days { cells.add(base, group: 0) }
        case .length: cells.add(base, group: Int(LengthGroup.Report(netDays: spell.netDays).rawValue) - 1)
        case .age:
            var age: UInt8 = 0
            spell.forEach { age = max(age, snapshot.certificates.age[Int($0.row)]) }
            lookup.forEachGroup(of: Int32(age)) { cells.add(base, group: $0) }
        case .certificateCount: cells.add(base, group: min(spell.certificateCount, 11) - 1)
        case .column(let column):
            if attribution == .last {
                lookup.forEachGroup(of: value(column, speaking)) { cells.add(base, group: $0) }
            } else {
                seen.removeAll(keepingCapacity: true)
                spell.forEachFromLast { countOnce($0, column, base) }
            }
        }
    }

    /// A group counts a spell once, but a doctor's groups once for each doctor, as the doctor was on the latest certificate.
    @inline(__always)
    private mutating func countOnce(_ line: ReportLine, _ column: GroupIndex.Column, _ base: Int) {
        let value = value(column, line)
        switch column {
        case .doctor, .issuer:
            let doctor = snapshot.certificates.doctor[Int(line.row)]
            if seen.contains(doctor) { return }
            seen.append(doctor)
            lookup.forEachGroup(of: value) { cells.add(base, group: $0) }
        case .extent, .diagnosis, .unit, .careUnit, .county, .type:
            lookup.forEachGroup(of: value) { group in
                if seen.contains(Int32(group)) { return }
                seen.append(Int32(group))
                cells.add(base, group: group)
            }
        }
    }

    @inline(__always)
    private func value(_ column: GroupIndex.Column, _ line: ReportLine) -> Int32 {
        column == .extent ? Int32(line.extent) : snapshot.value(column, Int(line.row))
    }
}

/// Counts for several reports and populations as the spells pass once.
struct SpellCounters: ReportSpellVisitor {
    /// One report; what is asked of a whole spell takes two, for those who see all of it and those who may not.
    struct Part {
        var counter: SpellCounter
        let report: Int
        let frame: Int
        /// Nil where it makes no difference.
        let isLimited: Bool?
        /// Some population that it counts for sees the patient.
        var isLooking = false
    }

    private var parts: [Part]

    init(_ parts: [Part]) { self.parts = parts }

    func counter(report: Int, isLimited: Bool) -> SpellCounter {
        parts.first { $0.report == report && $0.isLimited ?? isLimited == isLimited }!.counter
    }

    mutating func look(for places: ReportSights.Places) {
        for place in parts.indices {
            let own: [Int32]
            switch parts[place].isLimited {
            case nil: own = places.all
            case false?: own = places.wholly
            case true?: own = places.partly
            }
            parts[place].isLooking = !own.isEmpty
            if !own.isEmpty { parts[place].counter.count(at: own) }
        }
    }

    @inline(__always)
    mutating func visit(_ spell: ReportSpell) {
        for place in parts.indices where parts[place].frame == spell.frame && parts[place].isLooking {
            var spell = spell
            spell.isLimited = parts[place].isLimited ?? false
            parts[place].counter.visit(spell)
        }
    }
}

extension Snapshot {
    /// What the certificate says in the column; its unit's county where it says none itself.
    @inline(__always)
    func value(_ column: GroupIndex.Column, _ row: Int) -> Int32 {
        guard column == .county else { return certificates.value(column, row) }
        let stated = certificates.county[row]
        return Int32(stated > 0 ? stated : units.county[Int(certificates.unit[row])])
    }
}

extension CertificateColumns {
    /// What the certificate says in the column; an extent belongs to a period and not to a certificate.
    @inline(__always)
    func value(_ column: GroupIndex.Column, _ row: Int) -> Int32 {
        switch column {
        case .diagnosis: diagnosis[row]
        case .unit: unit[row]
        case .careUnit: careUnit[row]
        case .doctor: doctor[row]
        case .issuer: issuer[row]
        case .county: Int32(county[row])
        case .type: Int32(kind[row])
        case .extent: preconditionFailure("an extent belongs to a period")
        }
    }
}

extension LengthGroup.Report {
    /// As `init(days:)`, without a search.
    @inline(__always)
    init(netDays: Int32) {
        self =
            switch netDays {
            case ..<15: .under15
            case ..<31: .from15
            case ..<61: .from31
            case ..<91: .from61
            case ..<181: .from91
            case ..<365: .from181
            case ..<731: .fromOneYear
            default: .overTwoYears
            }
    }
}
