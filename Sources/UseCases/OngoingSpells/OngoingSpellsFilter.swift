package import SickLeave
import Statistics

/// Which lines of the list to show, and in what order: all of it lives in the page's address, so a saved view is a URL.
package struct OngoingSpellsFilter: Sendable, Hashable {
    package enum Whose: String, Sendable { case mine, unit }

    package enum Messages: String, Sendable, CaseIterable {
        case any, none, unanswered, unansweredCompletion, unansweredQuestion

        package var title: String {
            switch self {
            case .any: "Alla"
            case .none: "Utan obesvarade"
            case .unanswered: "Med obesvarade"
            case .unansweredCompletion: "Obesvarad komplettering"
            case .unansweredQuestion: "Obesvarad fråga"
            }
        }
    }

    /// What Rehabstöd lacks: the lists that a coordinator works from.
    package enum Attention: String, Sendable, CaseIterable {
        case late, deadlineToday, deadlineWithinWeek, withoutPlan, nobodyResponsible

        package var title: String {
            switch self {
            case .late: "Försenat"
            case .deadlineToday: "Tidsgräns i dag"
            case .deadlineWithinWeek: "Tidsgräns inom en vecka"
            case .withoutPlan: "Över 28 dagar utan plan"
            case .nobodyResponsible: "Ingen ansvarig"
            }
        }
    }

    package enum Sort: String, Sendable, CaseIterable {
        case status, identifier, age, name, sex, diagnosis, occupation, first, last, length, day, certificates, extent, messages,
            deadline, plan, responsible, doctor
    }

    /// The list as it stood on an earlier day, or will stand with today's certificates; nil for today.
    package var day: Day?
    package var whose: Whose = .unit
    package var text = ""
    /// One patient's line: the opaque name that stands for a searched identity number in the address.
    package var patient: String?
    package var chapter: DiagnosisChapter?
    package var doctor: Int?
    package var ages: ClosedRange<Int>?
    package var lengths: Set<LengthGroup.Filter> = []
    package var status: SpellStatus?
    package var messages: Messages = .any
    package var occupation: Occupation?
    package var endsFrom: Day?
    package var endsThrough: Day?
    package var attention: Attention?
    package var sort: Sort = .deadline
    package var isDescending = false

    package init() {}
}

extension OngoingSpellsFilter {
    /// Plans are followed from the day after this many days, as the measure does.
    package static let planAfterDays = 28

    func includes(_ row: OngoingSpellRow, viewer: Viewer) -> Bool {
        if whose == .mine, viewer.hsaID == nil || row.doctorHSAID != viewer.hsaID { return false }
        if let patient, row.patient != patient { return false }
        if let chapter, row.diagnosis?.chapter != chapter { return false }
        if let doctor, row.doctor != doctor { return false }
        if let ages, row.age.map(ages.contains) != true { return false }
        if !lengths.isEmpty, !lengths.contains(LengthGroup.Filter(days: row.netDays)) { return false }
        if let status, row.status != status { return false }
        if let occupation, !row.occupations.contains(occupation) { return false }
        if let endsFrom, row.days.last < endsFrom { return false }
        if let endsThrough, row.days.last > endsThrough { return false }
        return includes(messagesOf: row) && includes(attentionOf: row) && includes(textOf: row)
    }

    private func includes(messagesOf row: OngoingSpellRow) -> Bool {
        switch messages {
        case .any: true
        case .none: row.unansweredMessages == 0
        case .unanswered: row.unansweredMessages > 0
        case .unansweredCompletion: row.unansweredCompletions > 0
        case .unansweredQuestion: row.unansweredQuestions > 0
        }
    }

    private func includes(attentionOf row: OngoingSpellRow) -> Bool {
        switch attention {
        case nil: true
        case .withoutPlan: !row.hasPlan && row.dayInSpell > OngoingSpellsFilter.planAfterDays
        case .deadlineToday: row.next?.daysLeft == 0
        case .deadlineWithinWeek: row.next.map { (0...7).contains($0.daysLeft) } ?? false
        case .late: row.isLate
        case .nobodyResponsible: row.responsible == nil
        }
    }

    /// Every word must occur somewhere in what the line shows.
    private func includes(textOf row: OngoingSpellRow) -> Bool {
        let words = SwedishOrder.key(text).split(separator: " ")
        guard !words.isEmpty else { return true }
        let haystack = SwedishOrder.key(
            [
                row.name, row.identifier.formatted, row.identifier.canonical, row.diagnosis.map { "\($0)" } ?? "",
                row.diagnosis?.code ?? "",
                row.diagnosis?.shortName ?? "", row.doctorName, row.responsible?.name ?? "", "\(row.days.first)",
                "\(row.days.last)",
                row.sex.map { $0 == .female ? "kvinna" : "man" } ?? "", row.age.map { "\($0) år" } ?? "",
                row.currentExtent.map { "\(row.extents[$0])" } ?? "", "\(row.netDays) dagar",
            ].joined(separator: " "))
        return words.allSatisfy { haystack.contains($0) }
    }

    /// Where the lines that the filter lets through stand in `rows`, in the chosen order. Lines that are equal in the chosen
    /// column stand by name and then by first day. A line is large: moving positions about is cheaper than moving lines.
    func positions(in rows: [OngoingSpellRow], viewer: Viewer) -> [Int] {
        rows.indices.filter { includes(rows[$0], viewer: viewer) }.sorted { first, second in
            let (a, b) = (rows[first], rows[second])
            let order = isDescending ? compare(b, a) : compare(a, b)
            if order != 0 { return order < 0 }
            return (a.sortName, a.days.first, a.person) < (b.sortName, b.days.first, b.person)
        }
    }

    /// Negative when `a` comes first. Missing values come last in rising order.
    private func compare(_ a: OngoingSpellRow, _ b: OngoingSpellRow) -> Int {
        func order<T: Comparable>(_ x: T, _ y: T) -> Int { x < y ? -1 : x > y ? 1 : 0 }
        func extent(_ row: OngoingSpellRow) -> Int { row.currentExtent.map { row.extents[$0].percent } ?? 0 }
        return switch sort {
        case .status: order(a.status.rawValue, b.status.rawValue)
        case .identifier: order(a.identifier.canonical, b.identifier.canonical)
        case .age: order(a.age ?? .max, b.age ?? .max)
        case .name: order(a.sortName, b.sortName)
        case .sex: order(a.sex?.rawValue ?? .max, b.sex?.rawValue ?? .max)
        case .diagnosis: order(a.diagnosis?.code ?? "~", b.diagnosis?.code ?? "~")
        case .occupation: order(a.occupations.first?.rawValue ?? .max, b.occupations.first?.rawValue ?? .max)
        case .first: order(a.days.first, b.days.first)
        case .last: order(a.days.last, b.days.last)
        case .length: order(a.netDays, b.netDays)
        case .day: order(a.dayInSpell, b.dayInSpell)
        case .certificates: order(a.certificateCount, b.certificateCount)
        case .extent: order(extent(a), extent(b))
        case .messages: order(b.unansweredMessages, a.unansweredMessages)
        case .deadline: order(urgency(a), urgency(b))
        case .plan: order(a.hasPlan ? 1 : 0, b.hasPlan ? 1 : 0)
        case .responsible:
            order(a.responsible.map { SwedishOrder.key($0.name) } ?? "", b.responsible.map { SwedishOrder.key($0.name) } ?? "")
        case .doctor: order(SwedishOrder.key(a.doctorName), SwedishOrder.key(b.doctorName))
        }
    }

    /// Days until something should be done: completions first, then what is late, then what comes.
    private func urgency(_ row: OngoingSpellRow) -> Int {
        if row.unansweredCompletions > 0 { return -100_000 + (row.answer?.daysLeft ?? 0) }
        if row.unansweredQuestions > 0 { return -50_000 + (row.answer?.daysLeft ?? 0) }
        if let late = row.late.first { return -10_000 + late.daysLeft }
        return row.next?.daysLeft ?? Int.max
    }
}
