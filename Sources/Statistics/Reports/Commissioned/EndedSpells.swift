package import SickLeave

/// Spells that have ended, one row a spell, as the National Board of Health and Welfare (Socialstyrelsen) has asked for them: all
/// providers, without cutoff.
package struct EndedSpells: Sendable {
    package struct Item: Hashable, Sendable {
        package let diagnosis: DiagnosisNode
        package let sex: LegalSex?
        package let county: County?
        package let days: Int
    }

    package enum Choice: Hashable, Sendable {
        /// Spells of the certificates with one of the diagnoses, each diagnosis by itself.
        case certificates([DiagnosisNode])
        /// Spells whose first certificate has the diagnosis; they stand under the category of their last one.
        case firstCertificate(DiagnosisNode)
    }

    package let items: [Item]

    /// Diagnoses that are asked for unless others are named.
    package static let usual = ["F32", "F33", "F410", "F411", "F430", "F432", "F438", "F438A", "F438W"].compactMap {
        DiagnosisNode($0)
    }

    /// - Parameter years: the spells touch them and have been over for more than five days.
    package init(_ snapshot: Snapshot, choice: Choice, years: ClosedRange<Int>, on today: Day) {
        let first = Day(year: years.lowerBound, month: 1, day: 1)!
        let last = Day(year: years.upperBound, month: 12, day: 31)!
        func spells(_ filter: ReportFilter) -> [ReportedSpell] {
            snapshot.reportedSpells(from: first, through: today, scope: ReportScope(.national), filter: filter, on: today)
                .filter { $0.firstDay <= last && $0.lastDay < today - 5 }
        }
        func item(_ spell: ReportedSpell, _ node: DiagnosisNode) -> Item {
            Item(
                diagnosis: node, sex: spell.sex, county: County(rawValue: snapshot.certificates.county[spell.speaking]),
                days: spell.netDays)
        }
        switch choice {
        case .certificates(let nodes):
            items = nodes.flatMap { node in
                var filter = ReportFilter()
                filter.diagnoses = [node]
                return spells(filter).map { item($0, node) }
            }
        case .firstCertificate(let node):
            items = spells(ReportFilter()).compactMap { spell in
                guard snapshot.placedDiagnosis(spell.lines[0].row).belongs(to: node) else { return nil }
                return item(spell, snapshot.placedDiagnosis(spell.speaking).category.map(DiagnosisNode.category) ?? .unplaced)
            }
        }
    }

    package func lengths(_ diagnosis: DiagnosisNode, where condition: (Item) -> Bool = { _ in true }) -> Distribution {
        Distribution(items.filter { $0.diagnosis == diagnosis && condition($0) }.map(\.days))
    }
}

/// Length groups of commissioned reports, where a year is 365 days.
package enum CommissionedLength: UInt8, Hashable, Sendable, CaseIterable {
    case under8 = 1
    case from8 = 2
    case from15 = 3
    case from31 = 4
    case from61 = 5
    case from91 = 6
    case from181 = 7
    case over365 = 8

    package var lowest: Int { [0, 8, 15, 31, 61, 91, 181, 366][Int(rawValue) - 1] }
    package init(days: Int) { self = Self.allCases.last { $0.lowest <= days } ?? .under8 }

    package var title: String {
        switch self {
        case .under8: "Under 8 dagar"
        case .from8: "8–14 dagar"
        case .from15: "15–30 dagar"
        case .from31: "31–60 dagar"
        case .from61: "61–90 dagar"
        case .from91: "91–180 dagar"
        case .from181: "181–365 dagar"
        case .over365: "Över 365 dagar"
        }
    }
}

/// Spells that ended in the year before, by length, with the commonest diagnoses of the long ones.
package struct EndedSpellLengths: Sendable {
    package let byLength: [CommissionedLength: Int]
    /// Of spells of 91–180 days, and of longer ones.
    package let diagnosesOfLong: DiagnosisRanking
    package let diagnosesOfLonger: DiagnosisRanking

    package init(_ snapshot: Snapshot, on today: Day) {
        let year = today.year - 1
        let last = Day(year: year, month: 12, day: 31)!
        // A month more tells whether the spell went on.
        let spells = snapshot.reportedSpells(
            from: Day(year: year, month: 1, day: 1)!, through: last + 31, scope: ReportScope(.national), on: today
        ).filter { $0.lastDay <= last }
        byLength = Dictionary(grouping: spells) { CommissionedLength(days: $0.netDays) }.mapValues(\.count)
        func ranking(_ isIncluded: (Int) -> Bool) -> DiagnosisRanking {
            DiagnosisRanking(spells.filter { isIncluded($0.netDays) }.map { snapshot.placedDiagnosis($0.speaking).category })
        }
        diagnosesOfLong = ranking { (91...180).contains($0) }
        diagnosesOfLonger = ranking { $0 > 180 }
    }
}

/// The ten commonest categories, commonest first; of equally common ones the one that came first.
package struct DiagnosisRanking: Hashable, Sendable {
    package let top: [(category: UInt16, count: Int)]
    /// Everything that was counted.
    package let count: Int

    /// What cannot be placed counts in the sum only.
    package init(_ categories: [UInt16?]) {
        count = categories.count
        var counts: [UInt16: Int] = [:]
        var order: [UInt16] = []
        for category in categories.lazy.compactMap(\.self) {
            if counts[category] == nil { order.append(category) }
            counts[category, default: 0] += 1
        }
        let ranked = order.enumerated().sorted { (counts[$1.element]!, $0.offset) < (counts[$0.element]!, $1.offset) }
        top = ranked.prefix(10).map { ($0.element, counts[$0.element]!) }
    }

    package static func == (a: DiagnosisRanking, b: DiagnosisRanking) -> Bool {
        a.count == b.count && a.top.elementsEqual(b.top) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for (category, count) in top {
            hasher.combine(category)
            hasher.combine(count)
        }
    }
}
