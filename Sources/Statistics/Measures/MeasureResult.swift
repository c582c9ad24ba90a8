package import SickLeave

/// A measure's figure for one unit and one window of months, with what is needed to judge it.
package struct MeasureResult: Hashable, Sendable {
    /// First and last month counted.
    package var months: ClosedRange<Month>
    /// The two counts; for a spread the largest doctor's spells of all; for a difference everybody, both groups together; for a length
    /// those that have ended of all; for certificates per spell the certificates and the spells.
    package var count: ShareCount
    /// Spells, certificates or persons behind the figure; fewer than the denominator where that counts days.
    package var observations: Int
    /// A share of one, or for a difference the first group's share minus the second's; days of a length; certificates of each spell.
    /// Nil when there is nothing to count, or too little.
    package var value: Double?
    /// 95 %.
    package var interval: Interval?
    package var notes: [Note]
    /// The rule that made the spells; nil when no spells were counted.
    package var rule: SpellRule?
    /// Only for a spread.
    package var spread: DoctorSpread?
    /// Only for a difference.
    package var contrasts: [GroupContrast]

    package var numerator: Int { count.count }
    package var denominator: Int { count.total }

    /// The months are over and nothing that happens to the patients will change the figure.
    package var isSettled: Bool {
        !notes.contains { note in
            switch note {
            case .periodNotOver, .preliminary, .halfOngoing: true
            case .empty, .belowMinimum, .groupBelowMinimum, .fewDoctors: false
            }
        }
    }

    package enum Note: Hashable, Sendable {
        /// Nobody in the population.
        case empty
        /// Fewer observations than the measure's minimum group.
        case belowMinimum(Int)
        /// Either of two compared groups has fewer.
        case groupBelowMinimum(Int)
        /// A spread over fewer doctors would tell each of them about the others.
        case fewDoctors(Int)
        /// Counted through this day only.
        case periodNotOver(through: Day)
        /// The follow-up of some is not over until this day.
        case preliminary(until: Day)
        /// Fewer than half of the spells have ended, so their median length is not known yet.
        case halfOngoing

        package var words: String {
            switch self {
            case .empty: "Inget att räkna under perioden."
            case .belowMinimum(let minimum): "Färre än \(minimum) att räkna på, därför ingen siffra."
            case .groupBelowMinimum(let minimum): "Färre än \(minimum) i någon av grupperna, därför ingen jämförelse."
            case .fewDoctors(let least):
                "Färre än \(least) läkare har startat sjukfall, därför ingen siffra: den skulle säga hur många var och en har."
            case .periodNotOver(let day): "Perioden är inte slut. Räknat till och med \(day)."
            case .halfOngoing: "Fler än hälften pågår, så mittersta längden är inte känd än."
            case .preliminary(let day): "Preliminärt. Alla har inte följts klart förrän \(day)."
            }
        }
    }
}

extension [MeasureResult] {
    /// The months with a figure that will not change any more: those that goals, limits and comparisons are made of.
    package var settled: [MeasureResult] { filter { $0.isSettled && $0.value != nil } }
}

/// How evenly spells are spread over the doctors who started any.
package struct DoctorSpread: Hashable, Sendable {
    /// By the snapshot's number of the doctor, never by count: this is no league table.
    package var perDoctor: [DoctorCount]
    /// Gini's coefficient: 0 when all have equally many, towards 1 when one has nearly all.
    package var gini: Double
    /// As many doctors with equally many spells each would be as spread as these (one through the sum of squared shares).
    package var effectiveDoctors: Double

    package var doctors: Int { perDoctor.count }

    /// Of fewer doctors no figure is told: each of them could reckon out what the others have.
    package static let leastDoctors = 5
    package var isTold: Bool { doctors >= DoctorSpread.leastDoctors }

    package struct DoctorCount: Hashable, Sendable {
        package var doctor: Int32
        package var count: Int

        package init(doctor: Int32, count: Int) {
            self.doctor = doctor
            self.count = count
        }
    }

    /// - Parameter perDoctor: those with at least one spell, in order of doctor; nil when there are none.
    package init?(perDoctor: [DoctorCount]) {
        let counts = perDoctor.map(\.count).sorted()
        let total = counts.reduce(0, +)
        guard total > 0 else { return nil }
        var weighted = 0
        var squares = 0
        for (index, count) in counts.enumerated() {
            weighted += (2 * (index + 1) - counts.count - 1) * count
            squares += count * count
        }
        self.perDoctor = perDoctor
        gini = Double(weighted) / (Double(counts.count) * Double(total))
        effectiveDoctors = Double(total) * Double(total) / Double(squares)
    }
}

/// Two groups beside each other, as they are and within equal diagnoses.
package struct GroupContrast: Hashable, Sendable {
    package enum Groups: Hashable, Sendable {
        case womenAndMen
        case ageAndOthers(AgeGroup.Overview)

        package var title: String {
            switch self {
            case .womenAndMen: "Kvinnor jämfört med män"
            case .ageAndOthers(let group): "\(group.title) jämfört med övriga åldrar"
            }
        }
    }

    package var groups: Groups
    package var first: ShareCount
    package var second: ShareCount
    /// Nil when a group is smaller than the minimum.
    package var crude: ShareDifference?
    /// Within strata of diagnosis; nil also when no diagnosis has both groups.
    package var adjusted: ShareDifference?
    /// Strata that hold both groups, and how many observations they hold.
    package var comparableStrata: Int
    package var comparableObservations: Int

    package init(
        groups: Groups, first: ShareCount, second: ShareCount, crude: ShareDifference?, adjusted: ShareDifference?,
        comparableStrata: Int, comparableObservations: Int
    ) {
        self.groups = groups
        self.first = first
        self.second = second
        self.crude = crude
        self.adjusted = adjusted
        self.comparableStrata = comparableStrata
        self.comparableObservations = comparableObservations
    }

    /// The order of the groups turns within equal diagnoses: the crude difference then mostly tells which diagnoses the groups have.
    package var turns: Bool {
        guard let crude, let adjusted else { return false }
        return crude.isTurned(by: adjusted)
    }
}

/// A measure's figure for one group of the population.
package struct MeasureStratum: Hashable, Sendable {
    package var title: String
    package var result: MeasureResult
}
