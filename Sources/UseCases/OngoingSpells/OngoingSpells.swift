package import SickLeave
import Statistics
package import Storage

/// The unit's list of ongoing spells (pågående sjukfall).
package struct OngoingSpells: Sendable {
    /// How far spells join, and how long ended ones stay: each person's own setting, 0–90 and 0–14 days as Rehabstöd has it.
    package struct Settings: Sendable, Hashable {
        package var gap: Int
        package var recentlyEnded: Int

        package init(gap: Int = 5, recentlyEnded: Int = 0) {
            self.gap = min(max(gap, 0), 90)
            self.recentlyEnded = min(max(recentlyEnded, 0), 14)
        }

        package var rule: SpellRule { SpellRule(gap: gap, scope: .unit) }
    }

    package struct Page: Sendable {
        /// The lines of this page.
        package let rows: [OngoingSpellRow]
        /// Lines that the filter lets through, on all pages.
        package let matching: Int
        /// Lines of the unit without filter.
        package let total: Int
        package let pageCount: Int
        package let page: Int
        /// Physicians with a spell in the list, by name: for the filter.
        package let doctors: [(number: Int, name: String)]
        /// Chapters with a spell in the list.
        package let chapters: Set<DiagnosisChapter>
        /// How many lines each kind of attention would show.
        package let attention: [OngoingSpellsFilter.Attention: Int]
        /// Whom a case can be given to.
        package let people: [OngoingSpellRow.Responsible]
        package let settings: Settings
    }

    package static let pageSize = 50

    private let database: any Database
    private let figures: Figures
    private let calendar: DayCalendar
    private let log: AccessLog
    private let cache: OngoingSpellsCache

    package init(database: any Database, figures: Figures, calendar: DayCalendar, log: AccessLog) {
        self.database = database
        self.figures = figures
        self.calendar = calendar
        self.log = log
        cache = OngoingSpellsCache()
    }

    /// The list as the filter has it; every patient on the page is logged as looked at.
    ///
    /// - Throws: `UseCaseError.notAllowed` for roles without patients.
    package func page(
        _ number: Int, filter: OngoingSpellsFilter, settings: Settings, for viewer: Viewer, on day: Day, at instant: Instant
    ) async throws -> Page {
        let day = filter.day ?? day
        let (list, people) = try await list(settings: settings, for: viewer, on: day)
        let matching = filter.positions(in: list.rows, viewer: viewer)
        let pageCount = max(1, (matching.count + OngoingSpells.pageSize - 1) / OngoingSpells.pageSize)
        let page = min(max(number, 1), pageCount)
        let shown = matching.dropFirst((page - 1) * OngoingSpells.pageSize).prefix(OngoingSpells.pageSize)
        try await log.record(
            .read, "Pågående sjukfall", .patients(shown.map { list.rows[$0].person }), by: viewer, at: instant)
        return Page(
            rows: shown.map { list.rows[$0] }, matching: matching.count, total: list.rows.count, pageCount: pageCount, page: page,
            doctors: list.doctors, chapters: list.chapters, attention: list.counts(filter.whose, viewer: viewer), people: people,
            settings: settings)
    }

    /// The opaque name of the patient in the unit's list who has the identity number; nil when nobody there has.
    ///
    /// - Parameter digits: ten or twelve, without separator.
    package func patient(
        identifiedBy digits: String, settings: Settings, for viewer: Viewer, on day: Day
    ) async throws -> String? {
        try await list(settings: settings, for: viewer, on: day).list.rows.first {
            $0.identifier.canonical == digits || (digits.utf8.count == 10 && $0.identifier.canonical.hasSuffix(digits))
        }?.patient
    }

    /// What is due at the unit, for its overview; no patient leaves this function.
    package func deadlineCounts(settings: Settings, for viewer: Viewer, on day: Day) async throws -> DeadlineCounts {
        try viewer.require(.seeFigures)
        let rows = try await unitList(settings: settings, for: viewer, on: day).list.rows
        return DeadlineCounts(
            today: rows.count { $0.next?.daysLeft == 0 },
            withinWeek: rows.count { $0.next.map { (0...7).contains($0.daysLeft) } ?? false }, late: rows.count(where: \.isLate),
            withoutPlan: rows.count { !$0.hasPlan && $0.dayInSpell > OngoingSpellsFilter.planAfterDays },
            unansweredCompletions: rows.count { $0.unansweredCompletions > 0 },
            unansweredQuestions: rows.count { $0.unansweredQuestions > 0 },
            nobodyResponsible: rows.count { $0.responsible == nil },
            endingWithinWeek: rows.count {
                $0.status == .ongoing && (0...7).contains($0.days.last - day)
            })
    }

    /// Spells, not messages or limits: each number is as long as the list that it leads to.
    package struct DeadlineCounts: Sendable, Hashable {
        package let today: Int
        package let withinWeek: Int
        package let late: Int
        package let withoutPlan: Int
        package let unansweredCompletions: Int
        package let unansweredQuestions: Int
        package let nobodyResponsible: Int
        package let endingWithinWeek: Int
    }

    private typealias ListAndPeople = (list: OngoingSpellList, people: [OngoingSpellRow.Responsible])

    private func list(settings: Settings, for viewer: Viewer, on day: Day) async throws -> ListAndPeople {
        try viewer.require(.seePatients)
        return try await unitList(settings: settings, for: viewer, on: day)
    }

    /// The unit's lines, and whom a case can be given to.
    private func unitList(settings: Settings, for viewer: Viewer, on day: Day) async throws -> ListAndPeople {
        let (provider, unit) = (viewer.provider, viewer.unit.number)
        let (assignment, people) = try await database.read { connection in
            (
                try ResponsibilityRepository(connection).newest(provider: provider, unit: unit),
                try AccountRepository(connection).people(unit: unit, roles: Role.answeringForCases.map(\.rawValue), on: day)
                    .map { OngoingSpellRow.Responsible(account: $0.account, name: $0.name) }
            )
        }
        let snapshot = figures.snapshot
        let key = OngoingSpellsCache.Key(
            snapshot: snapshot.id, unit: unit, assignment: assignment, day: day, settings: settings)
        if let cached = cache[key] { return (cached, people) }
        let builder = OngoingSpellRows(
            snapshot: snapshot, calendar: calendar, provider: provider, unit: unit, day: day, settings: settings)
        let list = OngoingSpellList(try await database.read { try builder.rows($0) })
        cache[key] = list
        return (list, people)
    }
}

extension OngoingSpells {
    /// Gives the cases of these patients to a person of the unit, or takes them from whoever had them.
    ///
    /// - Parameter patients: public ids from the list. An id that is not in the unit's list is refused, and then none is changed.
    package func assign(
        patients: [String], to account: Int?, settings: Settings, by viewer: Viewer, on day: Day, at instant: Instant
    ) async throws {
        try viewer.require(.assignCases)
        guard !patients.isEmpty else { throw UseCaseError.invalid("Välj minst en patient i listan.") }
        let (list, people) = try await list(settings: settings, for: viewer, on: day)
        let byPatient = Dictionary(list.rows.map { ($0.patient, $0.person) }, uniquingKeysWith: { first, _ in first })
        let persons = try Set(patients).sorted().map { patient in
            guard let person = byPatient[patient] else { throw UseCaseError.notFound }
            return person
        }
        if let account, !people.contains(where: { $0.account == account }) {
            throw UseCaseError.invalid("Personen har ingen roll på enheten. Välj någon annan i listan.")
        }
        try await database.write { connection in
            try ResponsibilityRepository(connection).assign(
                provider: viewer.provider, unit: viewer.unit.number, persons: persons, to: account, by: viewer.account,
                at: instant)
            try AccessLog.append(.write, "Ansvarig för sjukfall", .patients(persons), by: viewer, at: instant, in: connection)
        }
    }
}
