package import SickLeave

extension Measure {
    /// What the program computes.
    package enum Calculation: Hashable, Sendable {
        case share(Share, windowMonths: Int)
        /// How evenly the population is spread over the doctors: only `spellStart` makes sense, and the reader holds to it.
        case spread(windowMonths: Int)
        case difference(Share, Comparison, windowMonths: Int)
        /// The length by which half of the spells that started have ended (Kaplan–Meier), ongoing ones counted for as long as they have been
        /// followed.
        case medianLength(windowMonths: Int)
        /// Certificates for each spell, among spells that have all been followed to the same day, in the month of that day.
        case certificatesPerSpell(throughDay: Int, windowMonths: Int)

        /// A month's figure covers this many months, the month itself last.
        package var windowMonths: Int {
            switch self {
            case .share(_, let months), .spread(let months), .difference(_, _, let months), .medianLength(let months),
                .certificatesPerSpell(_, let months):
                months
            }
        }

        package var share: Share? {
            switch self {
            case .share(let share, _), .difference(let share, _, _): share
            case .spread, .medianLength, .certificatesPerSpell: nil
            }
        }

        /// Days after the end of a month until its figure has settled; see `Share.settlesAfterDays`.
        package var settlesAfterDays: Int { share?.settlesAfterDays ?? 0 }

        /// The first day on which the month's figure has settled. A day's certificates and registrations still come on the day itself,
        /// so both the month's last day and the follow-up's must be over.
        package func settles(_ month: Month) -> Day { (month + 1).firstDay + settlesAfterDays }

        /// The newest month whose figure has settled.
        package func lastSettledMonth(on day: Day) -> Month {
            var month = day.month - 1
            while day < settles(month) { month = month - 1 }
            return month
        }

        /// The months of every figure that is told over a year, so that no two pages tell it of different patients: the last twelve
        /// whose figures have settled, or the one month that the figure is of. Who is there on a day is known the same day.
        package func year(on day: Day) -> ClosedRange<Month> {
            let last = span == .day ? day.month : lastSettledMonth(on: day)
            return span == .months ? last - 11...last : last...last
        }

        /// What a figure is of when more than a month is asked for.
        package enum Span: Hashable, Sendable {
            /// As many months as were asked for: each observation belongs to one of them.
            case months
            /// The last month by itself, over a year the last finished one: days stand for their own month.
            case runningMonth
            /// The last month's last day: who is there then, most of them the same as the month before, so that no month is a new draw.
            case day
        }

        package var span: Span {
            switch share?.population {
            case .spellDays: .runningMonth
            case .spellOngoing, .staffEmployed: .day
            case .spellStart, .spellReaches, .spellFollowed, .planMade, .certificateSent, nil: .months
            }
        }
    }

    /// Some of a population.
    package struct Share: Hashable, Sendable {
        package var population: Population
        package var numerator: Condition

        package init(population: Population, numerator: Condition) {
            self.population = population
            self.numerator = numerator
        }
    }

    /// Who is counted, and in which month: each observation belongs to exactly one.
    package enum Population: Hashable, Sendable {
        /// Spells, in the month of their first day.
        case spellStart
        /// Spells that last through their day n, in the month of that day.
        case spellReaches(day: Int)
        /// All spells that started n − 1 days before, ended or not, in the month of their day n. Every spell has then been
        /// followed equally long, so that ongoing spells neither lengthen nor shorten the figure.
        case spellFollowed(day: Int)
        /// Spells that are ongoing on the month's last day, or on the day asked about in a month that is not over. A spell counts in
        /// every such month, so that a figure is always of one month.
        case spellOngoing
        /// Spells with a registered plan, in the month of the plan.
        case planMade
        /// Certified days of spells, each in its own month; a patient's day counts once.
        case spellDays
        /// FK 7804 certificates, in the month when they were sent to the agency.
        case certificateSent
        /// Staff employed on the month's last day.
        case staffEmployed

        package var unitOfAnalysis: UnitOfAnalysis {
            switch self {
            case .spellStart, .spellReaches, .spellFollowed, .spellOngoing, .planMade: .spell
            case .spellDays: .day
            case .certificateSent: .certificate
            case .staffEmployed: .staff
            }
        }
    }

    package enum UnitOfAnalysis: String, Sendable, CaseIterable {
        case spell, day, certificate, staff

        /// All of them: `9 av 10 av sjukfallen`.
        package var all: String {
            switch self {
            case .spell: "sjukfallen"
            case .day: "dagarna"
            case .certificate: "intygen"
            case .staff: "medarbetarna"
            }
        }

        /// For counts: `12 sjukfall`.
        package func noun(_ count: Int) -> String {
            switch self {
            case .spell: "sjukfall"
            case .day: count == 1 ? "dag" : "dagar"
            case .certificate: "intyg"
            case .staff: "medarbetare"
            }
        }
    }

    /// What makes an observation count in the numerator.
    package enum Condition: Hashable, Sendable {
        /// The spell's first day is certified below this percent.
        case startExtentBelow(Int)
        /// The day, or for an ongoing spell the day asked about, is certified below this percent.
        case extentBelow(Int)
        /// The spell lasts at least so many days, from first day to last.
        case lasts(days: Int)
        /// Registered for the patient at the unit within the spell, on its day n at the latest.
        case procedure(Procedure, throughDay: Int)
        /// The agency has asked for completion; requests keep coming for a while after the certificate was sent.
        case completionRequested(settlesAfterDays: Int)
        /// On the day asked about the spell has lasted more than so many days, its first day being day 1.
        case dayOver(Int)
        /// Some day of the spell, through its day n, is certified below 100 percent.
        case partTime(throughDay: Int)
        /// Registered after the plan, at most so many days later, within the spell.
        case procedureAfterPlan(Procedure, withinDays: Int)
        /// The main diagnosis belongs to the group.
        case diagnosisGroup(DiagnosisGroup)
        /// The agency has sent a reminder; like completions they keep coming for a while.
        case reminded(settlesAfterDays: Int)
        /// Has a completed training in insurance medicine on record.
        case trained
    }

    /// The registrations that a measure may ask for.
    package enum Procedure: Hashable, Sendable, CaseIterable {
        case plan, planFollowUp, coordination

        package var code: String {
            switch self {
            case .plan: ProcedureRegistration.Known.plan
            case .planFollowUp: ProcedureRegistration.Known.planFollowUp
            case .coordination: ProcedureRegistration.Known.coordination
            }
        }
    }

    /// Which groups are compared, and within which strata.
    package struct Comparison: Hashable, Sendable {
        /// The first is the measure's own figure.
        package var groups: [Groups]
        package var adjustedFor: Adjustment

        package init(groups: [Groups], adjustedFor: Adjustment) {
            self.groups = groups
            self.adjustedFor = adjustedFor
        }

        package enum Groups: String, Sendable, CaseIterable {
            /// Women against men.
            case sex
            /// Each age group against all others.
            case age
        }

        package enum Adjustment: String, Sendable, CaseIterable {
            case diagnosisGroup = "diagnosis_group"
            case diagnosisCategory = "diagnosis_category"

            package var title: String {
                switch self {
                case .diagnosisGroup: "diagnosgrupp"
                case .diagnosisCategory: "diagnos på tre tecken"
                }
            }
        }
    }
}

extension Measure.Share {
    /// Days after the end of a month during which its figure can still change by what happens to the patients, late
    /// registration aside. Comparing a month before then would show a fall that is only impatience.
    package var settlesAfterDays: Int { max(population.settlesAfterDays, numeratorSettlesAfterDays) }

    private var numeratorSettlesAfterDays: Int {
        switch numerator {
        case .lasts(let days): wait(through: days) + Measure.Population.joiningDays
        case .procedure(_, let throughDay): wait(through: throughDay) + Measure.Population.joiningDays
        case .procedureAfterPlan(_, let days): days + Measure.Population.joiningDays
        case .partTime(let throughDay): wait(through: throughDay)
        case .completionRequested(let days), .reminded(let days): days
        case .startExtentBelow, .extentBelow, .dayOver, .diagnosisGroup, .trained: 0
        }
    }

    /// From the day by which an observation belongs to its month through the spell's day `day`.
    private func wait(through day: Int) -> Int {
        switch population {
        case .spellReaches(let own), .spellFollowed(let own): max(0, day - own)
        case .spellStart, .spellOngoing, .planMade, .spellDays, .certificateSent, .staffEmployed: day - 1
        }
    }
}

extension Measure.Population {
    /// A day without certificate is found to lie within the spell when a certificate joins it, as many days later as the spell rule
    /// lets pass. Every measure of ours has the same rule.
    fileprivate static let joiningDays = SpellRule.unit.gap

    /// Days until nobody more can come into a month that is over: a spell that seemed to have ended may be found to go on.
    fileprivate var settlesAfterDays: Int {
        switch self {
        case .spellReaches, .planMade: Self.joiningDays
        case .spellStart, .spellFollowed, .spellOngoing, .spellDays, .certificateSent, .staffEmployed: 0
        }
    }
}

extension Measure {
    /// What a figure is.
    package enum ValueKind: Sendable {
        /// Of one.
        case share
        /// Between shares.
        case difference
        case days
        /// Certificates for each spell.
        case perSpell
    }

    package var valueKind: ValueKind {
        switch calculation {
        case .share, .spread: .share
        case .difference: .difference
        case .medianLength: .days
        case .certificatesPerSpell: .perSpell
        }
    }

    /// An observation of which kind is counted: for "12 av 40 sjukfall".
    package var unitOfAnalysis: UnitOfAnalysis { calculation.share?.population.unitOfAnalysis ?? .spell }
}
