package import SickLeave

/// Lengths of the first certificates (förstaintyg) of spells that began in the year before, as the Social Insurance Agency
/// (Försäkringskassan) has asked for them: one a certificate, all providers.
package struct FirstCertificateLengths: Sendable {
    package struct Item: Hashable, Sendable {
        /// The code that speaks for the spell, or its category when no finer code is stated; empty when it cannot be placed.
        package let diagnosis: String
        package let sex: LegalSex?
        package let county: County?
        /// Days that the first certificate's periods cover.
        package let days: Int
    }

    package let year: Int
    package let items: [Item]

    package init(_ snapshot: Snapshot, on today: Day) {
        year = today.year - 1
        let first = Day(year: year, month: 1, day: 1)!
        let last = Day(year: year, month: 12, day: 31)!
        var seen: Set<Int> = []
        var items: [Item] = []
        for spell in snapshot.reportedSpells(from: first, through: today, scope: ReportScope(.national), on: today)
        where (first...last).contains(spell.firstDay) && seen.insert(spell.firstCertificate).inserted {
            let placed = snapshot.placedDiagnosis(spell.speaking)
            items.append(
                Item(
                    diagnosis: placed.code ?? placed.category.map { DiagnosisNode.category($0).codes } ?? "", sex: spell.sex,
                    county: County(rawValue: snapshot.certificates.county[spell.speaking]),
                    days: snapshot.netDays(of: [Int32(spell.firstCertificate)][...], through: Day(Int(Int32.max)))))
        }
        self.items = items
    }

    /// - Parameter diagnosis: nil for all; `F32` is that category without finer code, `F32+` it and all its codes.
    package func lengths(diagnosis: String?, sex: LegalSex?, county: County) -> Distribution {
        Distribution(
            items.filter { item in
                guard item.county == county, sex == nil || item.sex == sex else { return false }
                guard let diagnosis else { return true }
                return diagnosis.hasSuffix("+") ? item.diagnosis.hasPrefix(diagnosis.dropLast()) : item.diagnosis == diagnosis
            }.map(\.days))
    }
}
