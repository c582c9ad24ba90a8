import SickLeave

/// What a scope and a filter let through, as tables to look things up in.
struct ReportSelection {
    /// By row of `units`.
    let unit: [Bool]
    /// Care units whose certificates may be let through, in order: the rest need not be read.
    let careUnits: [Int]
    /// The only provider that is read; nil for all.
    let provider: Int32?
    /// By row of `diagnoses` + 1, so that "none" is 0; nil without a choice.
    let diagnosis: [Bool]?
    /// By age in years; nil without a choice.
    let age: [Bool]?
    /// One bit a length group (raw value); nil without a choice.
    let lengths: UInt16?
    let types: Set<CertificateType>?
    /// Something is out of sight, so that a spell's length has to be looked for among what is.
    let isLimited: Bool

    init(_ scope: ReportScope, _ filter: ReportFilter, _ snapshot: Snapshot) {
        let units = snapshot.units
        let all = 0..<units.count
        var provider: Int32?
        var unit: [Bool]
        switch scope.population {
        case .national: unit = all.map { _ in true }
        case .provider(let only):
            provider = only
            unit = all.map { units.provider[$0] == only }
        case .careUnits(let own, let only):
            provider = only
            unit = all.map { units.provider[$0] == only && own.contains(units.careUnitIndex($0)) }
        case .region(let listed): unit = all.map { listed.contains(units.careUnitIndex($0)) }
        }
        if let chosen = filter.units {
            for row in all where !chosen.contains(UnitIndex(row)) && !chosen.contains(units.careUnitIndex(row)) {
                unit[row] = false
            }
        }
        self.provider = provider
        self.unit = unit
        careUnits = Set(all.filter { unit[$0] }.map { Int(units.careUnit[$0]) }).sorted()
        diagnosis = filter.diagnoses.map { chosen in
            let byNode = { (diagnosis: DiagnosisCode?) -> Bool in
                let placed = PlacedDiagnosis(diagnosis)
                return chosen.contains { placed.belongs(to: $0) }
            }
            return [byNode(nil)] + snapshot.diagnoses.code.map(byNode)
        }
        age = filter.ages.map { chosen in
            (0...255).map { age in
                age != Int(CertificateColumns.unknownAge) && chosen.contains(AgeGroup.Report(age: age))
            }
        }
        lengths = filter.lengths.map { $0.reduce(0) { $0 | 1 << UInt16($1.rawValue) } }
        types = filter.types
        isLimited = scope.isLimited || filter.isActive
    }

    /// By the certificate's own unit, diagnosis and age.
    @inline(__always)
    func admits(unit row: Int32, diagnosis index: Int32, age years: UInt8) -> Bool {
        unit[Int(row)] && (diagnosis.map { $0[Int(index) + 1] } ?? true) && (age.map { $0[Int(years)] } ?? true)
    }
}

extension UnitColumns {
    func careUnitIndex(_ row: Int) -> UnitIndex { UnitIndex(rawValue: careUnit[row]) }
}
