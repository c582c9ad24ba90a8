import SickLeave

/// One observation of a measure: in which month, how many of how many, for whom.
struct MeasureObservation {
    var month: Month
    var hits: Int
    var total: Int
    /// Nil for staff, whose sex and age are not asked for.
    var traits: Traits?
    /// Nil for staff.
    var origin: Origin?

    /// Whom and what it was counted from.
    struct Origin {
        var person: Int32
        var doctor: Int32
        var days: DayRange
    }
}

extension UnitFacts {
    /// Every observation of a measure within some months, in one pass over the unit.
    ///
    /// - Parameters:
    ///   - months: the first and last month wanted; observations outside are not made.
    ///   - body: called once an observation. Days of one spell in one month make one observation of many days.
    @inline(__always)
    func forEachObservation(
        of share: Measure.Share, in months: ClosedRange<Month>, _ body: (MeasureObservation) -> Void
    ) {
        let window = months.lowerBound.firstDay...min(months.upperBound.lastDay, day)
        guard months.lowerBound.firstDay <= day else { return }
        switch share.population {
        case .spellStart:
            for spell in spells where window.contains(spell.first) {
                body(observation(of: spell, on: spell.first, share.numerator))
            }
        case .spellReaches(let n):
            for spell in spells {
                let entry = spell.first + (n - 1)
                guard window.contains(entry), spell.last >= entry else { continue }
                body(observation(of: spell, on: entry, share.numerator))
            }
        case .spellFollowed(let n):
            for spell in spells {
                let entry = spell.first + (n - 1)
                guard window.contains(entry) else { continue }
                body(observation(of: spell, on: entry, share.numerator))
            }
        case .spellOngoing:
            for offset in 0...(months.upperBound - months.lowerBound) {
                let month = months.lowerBound + offset
                guard month.firstDay <= day else { break }
                let asked = min(month.lastDay, day)
                for spell in spells where spell.first <= asked && spell.last >= asked {
                    guard let observation = ongoing(spell, on: asked, share.numerator) else { continue }
                    body(observation)
                }
            }
        case .planMade:
            for spell in spells {
                guard let plan = spell.plan, window.contains(plan) else { continue }
                body(observation(of: spell, on: plan, share.numerator))
            }
        case .spellDays:
            for spell in spells where spell.first <= window.upperBound && spell.last >= window.lowerBound {
                forEachMonthOfDays(of: spell, in: window, share.numerator, body)
            }
        case .certificateSent:
            for certificate in sentCertificates where window.contains(certificate.sent) {
                let hit: Bool
                switch share.numerator {
                case .reminded: hit = certificate.reminded.map { $0 <= day } ?? false
                case .diagnosisGroup(let group): hit = certificate.traits.diagnosisGroup == group
                default: hit = certificate.completionRequested.map { $0 <= day } ?? false
                }
                body(
                    MeasureObservation(
                        month: certificate.sent.month, hits: hit ? 1 : 0, total: 1, traits: certificate.traits,
                        origin: certificate.origin))
            }
        case .staffEmployed:
            for offset in 0...(months.upperBound - months.lowerBound) {
                let month = months.lowerBound + offset
                guard month.firstDay <= day else { break }
                let asked = min(month.lastDay, day)
                for member in staff where member.isEmployed(on: asked) {
                    let hit = member.trained.map { $0 <= asked } ?? false
                    body(MeasureObservation(month: month, hits: hit ? 1 : 0, total: 1, traits: nil))
                }
            }
        }
    }

    private func observation(of spell: SpellFact, on entry: Day, _ condition: Measure.Condition) -> MeasureObservation {
        let hit: Bool
        switch condition {
        case .startExtentBelow(let percent): hit = Int(spell.startExtent) < percent
        case .lasts(let days): hit = spell.last - spell.first + 1 >= days
        case .procedure(let procedure, let throughDay):
            hit = spell.first(procedure).map { $0 <= min(spell.last, spell.first + (throughDay - 1), day) } ?? false
        case .partTime(let throughDay):
            let through = min(spell.last, spell.first + (throughDay - 1), day)
            hit = spans[spell.spans].contains { $0.percent < 100 && $0.first <= through }
        case .procedureAfterPlan(let procedure, let withinDays):
            hit = follows(spell, procedure, withinDays: withinDays)
        case .diagnosisGroup(let group): hit = spell.traits.diagnosisGroup == group
        case .extentBelow, .dayOver, .completionRequested, .reminded, .trained: hit = false
        }
        return MeasureObservation(month: entry.month, hits: hit ? 1 : 0, total: 1, traits: spell.traits, origin: spell.origin)
    }

    private func follows(_ spell: SpellFact, _ procedure: Measure.Procedure, withinDays days: Int) -> Bool {
        guard let plan = spell.plan, let follow = spell.first(procedure, after: plan) else { return false }
        return follow <= min(plan + days, spell.last, day)
    }

    /// Nil on a day between two certificates; for an extent also on one between the periods of one certificate, which is ongoing but
    /// has none.
    private func ongoing(_ spell: SpellFact, on asked: Day, _ condition: Measure.Condition) -> MeasureObservation? {
        guard isHeld(spell, on: asked) else { return nil }
        let hit: Bool
        switch condition {
        case .dayOver(let days): hit = asked - spell.first + 1 > days
        case .extentBelow(let percent):
            guard let extent = extent(of: spell, on: asked) else { return nil }
            hit = Int(extent) < percent
        case .diagnosisGroup(let group): hit = spell.traits.diagnosisGroup == group
        default: hit = false
        }
        return MeasureObservation(month: asked.month, hits: hit ? 1 : 0, total: 1, traits: spell.traits, origin: spell.origin)
    }

    /// A certificate holds the day, from its first day through its last, as on the overview and the list.
    private func isHeld(_ spell: SpellFact, on day: Day) -> Bool {
        spell.starts.contains { certificateStarts[$0] <= day && day <= certificateEnds[$0] }
    }

    /// Nil on a day that no period of a certificate holds.
    private func extent(of spell: SpellFact, on day: Day) -> UInt8? {
        spans[spell.spans].first { $0.first <= day && day <= $0.last }?.percent
    }

    private func forEachMonthOfDays(
        of spell: SpellFact, in window: ClosedRange<Day>, _ condition: Measure.Condition,
        _ body: (MeasureObservation) -> Void
    ) {
        guard case .extentBelow(let percent) = condition else { return }
        var month = max(spell.first, window.lowerBound).month
        let lastMonth = min(spell.last, window.upperBound).month
        // Spans come in order of days, so each month goes on from the span where the one before stopped.
        var index = spell.spans.lowerBound
        while month <= lastMonth {
            let first = max(month.firstDay, window.lowerBound)
            let last = min(month.lastDay, window.upperBound)
            var observation = MeasureObservation(month: month, hits: 0, total: 0, traits: spell.traits)
            while index < spell.spans.upperBound {
                let span = spans[index]
                let days = min(span.last, last) - max(span.first, first) + 1
                if days > 0 {
                    observation.total += days
                    if Int(span.percent) < percent { observation.hits += days }
                }
                if span.last > last { break }
                index += 1
            }
            if observation.total > 0 { body(observation) }
            month = month + 1
        }
    }
}

extension SpellFact {
    fileprivate var origin: MeasureObservation.Origin? {
        DayRange(first, through: last).map { .init(person: person, doctor: doctor, days: $0) }
    }
}

extension SentCertificateFact {
    fileprivate var origin: MeasureObservation.Origin? {
        DayRange(sent, through: sent).map { .init(person: person, doctor: doctor, days: $0) }
    }
}
