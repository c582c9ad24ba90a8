package import SickLeave

/// Myalgic encephalomyelitis (ME/CFS, G93.3), as the National Board of Health and Welfare has asked for it.
package enum PostViralFatigue {
    package enum AgeBand: UInt8, Hashable, Sendable, CaseIterable {
        case upTo17 = 0
        case from18 = 1
        case from31 = 2
        case from41 = 3
        case from51 = 4

        package init(age: Int) {
            self = age <= 17 ? .upTo17 : age <= 30 ? .from18 : age <= 40 ? .from31 : age <= 50 ? .from41 : .from51
        }
    }

    package struct Group: Hashable, Sendable {
        package let sex: LegalSex
        package let age: AgeBand

        package init(sex: LegalSex, age: AgeBand) {
            self.sex = sex
            self.age = age
        }
    }

    package static let diagnosis = DiagnosisNode.code("G933")

    /// Patients with a certificate for the diagnosis whose periods touch the year, once for each provider; the age is that of the
    /// year's last day. Fewer than `cutoff` in a group at a provider count as 0.
    package static func patients(_ snapshot: Snapshot, year: Int, cutoff: Int) -> [Group: Int] {
        let days = DayRange(Day(year: year, month: 1, day: 1)!, through: Day(year: year, month: 12, day: 31)!)!
        let certificates = snapshot.certificates
        var seen: [Int32: [Group: Set<Int32>]] = [:]
        for row in 0..<certificates.count {
            guard CertificateType(rawValue: certificates.kind[row])?.isForSicknessBenefit ?? false, !certificates.isRevoked(row),
                snapshot.placedDiagnosis(row).belongs(to: diagnosis),
                certificates.periods(row).contains(where: { snapshot.periods.touches($0, days) })
            else { continue }
            let person = PersonIndex(rawValue: certificates.person[row])
            let birth = snapshot.persons.birthDay[Int(person.rawValue)]
            guard let sex = snapshot.persons.legalSex(person), birth != Snapshot.noDay else { continue }
            let group = Group(sex: sex, age: AgeBand(age: year - Day(rawValue: birth).year))
            seen[certificates.provider[row], default: [:]][group, default: []].insert(person.rawValue)
        }
        return seen.values.reduce(into: [:]) { sums, groups in
            for (group, persons) in groups where persons.count >= cutoff { sums[group, default: 0] += persons.count }
        }
    }

    /// Spells of 2017 whose last certificate is for the diagnosis and that ended in the year.
    package struct Spells: Sendable {
        package let lengths: [Group: Distribution]
        /// Of the spells, how many have certificates for more than one diagnosis.
        package let severalDiagnoses: Int
        package let count: Int
        package let others: DiagnosisRanking

        /// Providers, and then groups at a provider, with fewer than `cutoff` are left out.
        package init(_ snapshot: Snapshot, cutoff: Int, on today: Day) {
            let last = Day(year: 2017, month: 12, day: 31)!
            let all = snapshot.reportedSpells(
                from: Day(year: 2017, month: 1, day: 1)!, through: last, scope: ReportScope(.national), on: today
            ).filter { $0.lastDay <= last && snapshot.placedDiagnosis($0.speaking).belongs(to: diagnosis) }
            let byProvider = Dictionary(grouping: all, by: \.provider).filter { $0.value.count >= cutoff }
            let spells = all.filter { byProvider[$0.provider] != nil }
            count = spells.count
            let diagnoses = spells.map { spell in Set(spell.lines.map { $0.row }).sorted().map(snapshot.placedDiagnosis) }
            severalDiagnoses = diagnoses.count { Set($0).count > 1 }
            let own = DiagnosisCode("G933").categoryNumber
            others = DiagnosisRanking(diagnoses.flatMap { $0.map(\.category) }.filter { $0 != own })
            var lengths: [Group: [Int]] = [:]
            for spells in byProvider.values {
                let groups = Dictionary(grouping: spells) { spell in
                    spell.sex.map { Group(sex: $0, age: AgeBand(age: snapshot.age(spell))) }
                }
                for (group, spells) in groups where spells.count >= cutoff {
                    if let group { lengths[group, default: []] += spells.map(\.netDays) }
                }
            }
            self.lengths = lengths.mapValues(Distribution.init)
        }

        package var shareWithSeveral: Double { count == 0 ? 0 : Double(severalDiagnoses) / Double(count) }
    }
}

extension PeriodColumns {
    func touches(_ row: Int, _ days: DayRange) -> Bool {
        firstDay[row] <= days.last.rawValue && lastDay[row] >= days.first.rawValue
    }
}
