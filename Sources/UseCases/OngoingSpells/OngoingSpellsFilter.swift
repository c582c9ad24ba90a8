package import SickLeave
import Statistics

/// Which lines of the list to show, and in what order: all of it lives in the page's address, so a saved view is a URL.
package struct OngoingSpellsFilter: Sendable, Hashable {
    package enum Whose: String, Sendable {
        /// See ``Viewer/hasOwnPatients``.
        case mine
        case unit
    }

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
        case late, deadlineToday, deadlineWithinWeek, withoutPlan, endingWithinWeek, nobodyResponsible

        package var title: String {
            switch self {
            case .late: "Försenat"
            case .deadlineToday: "Tidsgräns i dag"
            case .deadlineWithinWeek: "Tidsgräns inom en vecka"
            case .withoutPlan: "Över 28 dagar utan plan"
            case .endingWithinWeek: "Går ut inom en vecka"
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
    /// Nil is the list's own order: what is most urgent first.
    package var sort: Sort?
    package var isDescending = false

    package init() {}
}

extension OngoingSpellsFilter {
    /// Plans are followed from the day after this many days, as the measure does.
    private static let planAfterDays = 28

    package static func lacksPlan(hasPlan: Bool, status: SpellStatus, dayInSpell: Int) -> Bool {
        !hasPlan && status != .ended && dayInSpell > planAfterDays
    }

    /// All that the filter asks but the kind of attention.
    ///
    /// - Parameter words: the filter's text as ``searchWords`` has it, made once for all lines.
    private func includes(_ row: OngoingSpellRow, words: [Substring], viewer: Viewer) -> Bool {
        if whose == .mine, !viewer.hasAsOwn(row) { return false }
        if let patient, row.patient != patient { return false }
        if let chapter, row.diagnosis?.chapter != chapter { return false }
        if let doctor, row.doctor != doctor { return false }
        if let ages, row.age.map(ages.contains) != true { return false }
        if !lengths.isEmpty, !lengths.contains(LengthGroup.Filter(days: row.netDays)) { return false }
        if let status, row.status != status { return false }
        if let occupation, !row.occupations.contains(occupation) { return false }
        if let endsFrom, row.days.last < endsFrom { return false }
        if let endsThrough, row.days.last > endsThrough { return false }
        return includes(messagesOf: row) && includes(words, in: row)
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

    private var searchWords: [Substring] { SwedishOrder.key(text).split(separator: " ") }

    /// Every word must occur somewhere in what the line shows.
    private func includes(_ words: [Substring], in row: OngoingSpellRow) -> Bool {
        guard !words.isEmpty else { return true }
        let haystack = SwedishOrder.key(
            [
                row.name, row.identifier.formatted, row.identifier.canonical, row.diagnosis.map { "\($0)" } ?? "",
                row.diagnosis?.code ?? "",
                row.diagnosis?.shortName ?? "", row.doctorName, row.responsible?.name ?? "", "\(row.days.first)",
                "\(row.days.last)",
                row.sex.map { $0 == .female ? "kvinna" : "man" } ?? "", row.age.map { "\($0) år" } ?? "",
                row.currentExtent.map { "\(row.extents[$0].percent) %" } ?? "", "\(row.netDays) dagar",
                "\(row.certificateCount) intyg", row.occupations.map(\.title).joined(separator: " "), row.status.title,
                row.statusSentence,
            ].joined(separator: " "))
        return words.allSatisfy { haystack.contains($0) }
    }

    /// Where the lines that the filter lets through stand in `rows`, in the chosen order. Lines that are equal in the chosen
    /// column keep their own order, which is by name.
    func positions(of kept: [Int], in rows: [OngoingSpellRow]) -> [Int] {
        let lines = kept.filter { attention?.isWanted(by: rows[$0]) ?? true }
            .map { (place: place(of: rows[$0]), position: $0) }
        return lines.sorted { a, b in
            if a.place == b.place { return a.position < b.position }
            return isDescending ? b.place < a.place : a.place < b.place
        }.map(\.position)
    }

    /// How many lines each kind of attention would show beside all else that the filter asks.
    func attentionCounts(of kept: [Int], in rows: [OngoingSpellRow]) -> [Attention: Int] {
        Dictionary(uniqueKeysWithValues: Attention.allCases.map { kind in (kind, kept.count { kind.isWanted(by: rows[$0]) }) })
    }

    /// Where the lines stand in `rows` that all let through but the kind of attention.
    func lines(in rows: [OngoingSpellRow], viewer: Viewer) -> [Int] {
        let words = searchWords
        return rows.indices.filter { includes(rows[$0], words: words, viewer: viewer) }
    }

    /// Where the lines stand in `rows` that are not the viewer's own and that the filter lets through but for that.
    func linesOfOthers(in rows: [OngoingSpellRow], viewer: Viewer) -> [Int] {
        guard whose == .mine else { return [] }
        var filter = self
        filter.whose = .unit
        return filter.lines(in: rows, viewer: viewer).filter {
            !viewer.hasAsOwn(rows[$0]) && attention?.isWanted(by: rows[$0]) ?? true
        }
    }

    /// The search is for the person: that there is such a line tells of the person, also as a mere number of lines.
    func seeks(_ row: OngoingSpellRow) -> Bool {
        let person = SwedishOrder.key("\(row.name) \(row.identifier.formatted) \(row.identifier.canonical)")
        return row.patient == patient || searchWords.contains { person.contains($0) }
    }

    /// What a line is ordered by in the chosen column: a number or words. Worked out once a line, not once a comparison.
    private struct Place: Comparable {
        var number = 0
        var words = ""

        static func < (a: Place, b: Place) -> Bool { (a.number, a.words) < (b.number, b.words) }
    }

    /// Missing values come last in rising order.
    private func place(of row: OngoingSpellRow) -> Place {
        guard let sort else { return Place(number: urgency(row)) }
        return switch sort {
        case .status: Place(number: Int(row.status.rawValue))
        case .identifier: Place(words: row.identifier.canonical)
        case .age: Place(number: row.age ?? .max)
        case .name: Place(words: row.sortName)
        case .sex: Place(number: row.sex.map { Int($0.rawValue) } ?? .max)
        case .diagnosis: Place(words: row.diagnosis?.code ?? "~")
        case .occupation: Place(number: row.occupations.first.map { Int($0.rawValue) } ?? .max)
        case .first: Place(number: row.days.first.number)
        case .last: Place(number: row.days.last.number)
        case .length: Place(number: row.netDays)
        case .day: Place(number: row.dayInSpell)
        case .certificates: Place(number: row.certificateCount)
        case .extent: Place(number: row.currentExtent.map { row.extents[$0].percent } ?? 0)
        case .messages: Place(number: -row.unansweredMessages)
        case .deadline: Place(number: row.next?.date.number ?? .max)
        case .plan: Place(number: row.hasPlan ? 1 : 0)
        case .responsible: Place(words: SwedishOrder.key(row.responsible?.name ?? ""))
        case .doctor: Place(words: SwedishOrder.key(row.doctorName))
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

extension Viewer {
    /// Whether some of the list can be the viewer's own: physicians issue certificates, all other roles work with the whole list.
    package var hasOwnPatients: Bool { role == .physician }

    /// The viewer has issued the certificate that speaks for the spell, or is the one who answers for the case now.
    fileprivate func hasAsOwn(_ row: OngoingSpellRow) -> Bool {
        row.responsible?.account == account || hsaID != nil && row.doctorHSAID == hsaID
    }
}

extension OngoingSpellsFilter.Attention {
    func isWanted(by row: OngoingSpellRow) -> Bool {
        switch self {
        case .withoutPlan: row.lacksPlan
        case .deadlineToday: row.next?.daysLeft == 0
        case .deadlineWithinWeek: row.next.map { (0...7).contains($0.daysLeft) } ?? false
        case .late: row.isLate
        case .endingWithinWeek: row.certifiedDaysLeft.map { (0...7).contains($0) } ?? false
        case .nobodyResponsible: row.responsible == nil && (row.status != .ended || row.unansweredMessages > 0)
        }
    }
}
