package import SickLeave

/// One doctor's part of a measure: the spells that the doctor's first certificates began, or the certificates that the doctor signed.
package struct DoctorShare: Hashable, Sendable {
    /// Row of `professionals`.
    package let doctor: Int32
    package let count: ShareCount

    package init(doctor: Int32, count: ShareCount) {
        self.doctor = doctor
        self.count = count
    }
}

/// The unit's figure beside those of its peers, month by month.
package struct PeerSpread: Hashable, Sendable {
    package struct Level: Hashable, Sendable {
        package let month: Month
        /// Nil where too few units have a figure to be called peers.
        package let spread: Spread?
    }

    package struct Spread: Hashable, Sendable {
        /// A tenth of the units, at most, lie below it, and a tenth above the upper.
        package let lowest: Double
        package let median: Double
        package let highest: Double
        package let units: Int
    }

    package let levels: [Level]

    /// Fewer do not show how units usually differ, have no tenths, and each could be told from the others: of five the middle is one's own.
    package static let leastUnits = 10

    /// The first so many months.
    package func prefix(_ count: Int) -> PeerSpread { PeerSpread(levels: Array(levels.prefix(count))) }

    private init(levels: [Level]) { self.levels = levels }

    /// - Parameter units: each unit's trend, all of the same months.
    package init(_ units: [[MeasureResult]]) {
        let months = units.first?.map(\.months.upperBound) ?? []
        levels = months.indices.map { index in
            let values = units.compactMap { $0[index].value }.sorted()
            guard values.count >= PeerSpread.leastUnits else { return Level(month: months[index], spread: nil) }
            return Level(
                month: months[index],
                spread: Spread(
                    lowest: Overdispersion.quantile(0.1, of: values), median: Overdispersion.quantile(0.5, of: values),
                    highest: Overdispersion.quantile(0.9, of: values), units: values.count))
        }
    }
}

/// An observation with the patient behind it, for those who may see the patient.
package struct MeasureCase: Hashable, Sendable {
    /// Row of `persons`.
    package let person: Int32
    /// The month that it counts in.
    package let month: Month
    package let isHit: Bool
    /// The spell's days; the day of sending for a certificate.
    package let days: DayRange
}

extension Measure {
    /// Counts for each doctor, in no order. Empty for measures that no doctor's patients are counted by.
    package func byDoctor(in facts: UnitFacts, month: Month, windowMonths: Int) -> [DoctorShare] {
        guard case .share(let share, _) = calculation, [.spell, .certificate].contains(share.population.unitOfAnalysis) else {
            return []
        }
        let months = (month - (windowMonths - 1))...month
        var counts: [Int32: ShareCount] = [:]
        facts.forEachObservation(of: share, in: share.population == .spellOngoing ? month...month : months) { observation in
            guard let doctor = observation.origin?.doctor, doctor >= 0 else { return }
            counts[doctor, default: ShareCount()] =
                counts[doctor, default: ShareCount()] + ShareCount(observation.hits, of: observation.total)
        }
        return counts.map { DoctorShare(doctor: $0.key, count: $0.value) }
    }

    /// What the figure of these months is made of. Empty for measures of days, of staff, and of no single patient.
    package func cases(in facts: UnitFacts, months: ClosedRange<Month>) -> [MeasureCase] {
        guard let share = calculation.share, [.spell, .certificate].contains(share.population.unitOfAnalysis) else { return [] }
        let months = share.population == .spellOngoing ? months.upperBound...months.upperBound : months
        var cases: [MeasureCase] = []
        facts.forEachObservation(of: share, in: months) { observation in
            guard let origin = observation.origin, origin.person >= 0 else { return }
            cases.append(
                MeasureCase(person: origin.person, month: observation.month, isHit: observation.hits > 0, days: origin.days))
        }
        return cases
    }
}
