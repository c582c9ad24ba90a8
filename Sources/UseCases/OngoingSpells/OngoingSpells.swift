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
        /// Lines of others than the viewer that it would let through. Counted when it lets none of the viewer's own through.
        package let matchingOfOthers: Int
        /// Lines that the viewer may see, without filter.
        package let total: Int
        /// How many of those have ended.
        package let ended: Int
        /// Those are only the spells of whom the viewer treats, not the unit's.
        package let isOwn: Bool
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
    /// A list of a large unit is some hundred kilobytes, and with the lines that pages have made of it, two kilobytes each, a megabyte:
    /// this many stay within tens of megabytes.
    private let cache = SnapshotCache<OngoingSpellsKey, OngoingSpellList>(capacity: 50)

    package init(database: any Database, figures: Figures, calendar: DayCalendar, log: AccessLog) {
        self.database = database
        self.figures = figures
        self.calendar = calendar
        self.log = log
    }

    /// The list as the filter has it; every patient on the page is logged as looked at, and whoever was sought by name or number and is
    /// only counted.
    ///
    /// - Throws: `UseCaseError.notAllowed` for roles without patients.
    package func page(
        _ number: Int, filter: OngoingSpellsFilter, settings: Settings, for viewer: Viewer, on day: Day, at instant: Instant
    ) async throws -> Page {
        let (list, people, isOwn) = try await list(settings: settings, for: viewer, on: filter.day ?? day, today: day)
        let kept = filter.lines(in: list.rows, viewer: viewer)
        let matching = filter.positions(of: kept, in: list.rows)
        let pageCount = max(1, (matching.count + OngoingSpells.pageSize - 1) / OngoingSpells.pageSize)
        let page = min(max(number, 1), pageCount)
        let shown = matching.dropFirst((page - 1) * OngoingSpells.pageSize).prefix(OngoingSpells.pageSize)
        let others = matching.isEmpty ? filter.linesOfOthers(in: list.rows, viewer: viewer) : []
        let looked = shown + others.filter { filter.seeks(list.rows[$0]) }
        try await log.record(
            .read, "Pågående sjukfall", .patients(looked.map { list.rows[$0].person }), by: viewer, at: instant)
        return Page(
            rows: shown.map { list.rows[$0] }, matching: matching.count, matchingOfOthers: others.count, total: list.rows.count,
            ended: list.rows.count { $0.status == .ended }, isOwn: isOwn,
            pageCount: pageCount, page: page, doctors: list.doctors, chapters: list.chapters,
            attention: filter.attentionCounts(of: kept, in: list.rows), people: people, settings: settings)
    }

    /// The opaque name of the patient in the unit's list who has the identity number; nil when nobody there has. That the person is in the
    /// list is told by it, also to who never goes there: the look is logged.
    ///
    /// - Parameters:
    ///   - digits: ten or twelve, without separator.
    ///   - day: the one that the list is shown for.
    package func patient(
        identifiedBy digits: String, settings: Settings, for viewer: Viewer, on day: Day, at instant: Instant
    ) async throws -> String? {
        let found = try await list(settings: settings, for: viewer, on: day, today: Day(of: instant)).list.rows.first {
            $0.identifier.canonical == digits || (digits.utf8.count == 10 && $0.identifier.canonical.hasSuffix(digits))
        }
        try await log.record(
            .read, "Sökning på personnummer", found.map { .patient($0.person) } ?? .patients([]), by: viewer, at: instant)
        return found?.patient
    }

    /// What is due, for the overview; no patient leaves this function. For those who see patients it is of their own list, and for
    /// others of the unit's.
    package func deadlineCounts(settings: Settings, for viewer: Viewer, on day: Day) async throws -> DeadlineCounts {
        try viewer.require(.seeFigures)
        let (rows, isOwn) =
            if viewer.may(.seePatients) {
                try await { ($0.list.rows, $0.isOwn) }(list(settings: settings, for: viewer, on: day, today: day))
            } else {
                (try await unitList(settings: settings, for: viewer, on: day, today: day).list.rows, false)
            }
        return DeadlineCounts(
            isOwn: isOwn, attention: OngoingSpellsFilter().attentionCounts(of: Array(rows.indices), in: rows),
            unansweredCompletions: rows.count { $0.unansweredCompletions > 0 },
            unansweredQuestions: rows.count { $0.unansweredQuestions > 0 })
    }

    /// Spells, not messages or limits: each number is as long as the list that it leads to.
    package struct DeadlineCounts: Sendable, Hashable {
        /// Of whom the viewer treats, not of the unit's.
        package let isOwn: Bool
        package let attention: [OngoingSpellsFilter.Attention: Int]
        package let unansweredCompletions: Int
        package let unansweredQuestions: Int
    }

    private typealias SeenList = (list: OngoingSpellList, people: [OngoingSpellRow.Responsible], isOwn: Bool)

    /// Those of the unit's lines that the viewer may see. The day may be another than today, the right to look is today's.
    private func list(settings: Settings, for viewer: Viewer, on day: Day, today: Day) async throws -> SeenList {
        try viewer.require(.seePatients)
        let (whole, people, scope) = try await unitList(settings: settings, for: viewer, on: day, today: today)
        guard !scope.isWhole else { return (whole, people, false) }
        return (OngoingSpellList(whole.rows.filter { scope.covers($0.person) }), people, scope.isOwn)
    }

    /// All the unit's lines, whom a case can be given to, and whose lines the viewer may see.
    private func unitList(settings: Settings, for viewer: Viewer, on day: Day, today: Day) async throws -> (
        list: OngoingSpellList, people: [OngoingSpellRow.Responsible], scope: PatientScope
    ) {
        let (provider, unit) = (viewer.provider, viewer.unit.number)
        let snapshot = figures.snapshot
        let (assignment, people, scope) = try await database.read { connection in
            (
                try ResponsibilityRepository(connection).newest(provider: provider, unit: unit),
                try OngoingSpells.people(unit: unit, on: today, connection),
                try PatientScope(for: viewer, snapshot: snapshot, on: today, connection)
            )
        }
        let able = Set(people.map(\.account))
        let key = OngoingSpellsKey(
            snapshot: snapshot.id, unit: unit, assignment: assignment, able: able, day: day, settings: settings,
            protected: scope.protected)
        if let cached = cache[key] { return (cached, people, scope) }
        let builder = OngoingSpellRows(
            snapshot: snapshot, calendar: calendar, provider: provider, unit: unit, day: day, settings: settings,
            protected: scope.protected, able: able)
        let list = OngoingSpellList(try await database.read { try builder.rows($0) })
        cache[key] = list
        return (list, people, scope)
    }
}

extension OngoingSpells {
    /// Gives the cases of these patients to a person of the unit, or takes them from whoever had them. A case that is over can be taken
    /// back too: whoever answers for it sees the patient.
    ///
    /// - Parameter patients: public ids. One of a patient whom the viewer does not see at the unit is refused, and then none is changed.
    /// - Returns: whether the viewer sees them all still: whoever treats a patient only by answering for the case does not without it.
    @discardableResult
    package func assign(patients: [String], to account: Int?, by viewer: Viewer, at instant: Instant) async throws -> Bool {
        try viewer.require(.assignCases)
        guard !patients.isEmpty else { throw UseCaseError.invalid("Välj minst en patient i listan.") }
        let (snapshot, today) = (figures.snapshot, Day(of: instant))
        let (persons, people) = try await database.read { connection in
            (
                try OngoingSpells.persons(patients, seenBy: viewer, snapshot: snapshot, on: today, connection),
                try OngoingSpells.people(unit: viewer.unit.number, on: today, connection)
            )
        }
        if let account, !people.contains(where: { $0.account == account }) {
            // The refusal tells that the patients are the unit's: a look like any other.
            try await log.record(.read, "Pågående sjukfall", .patients(persons), by: viewer, at: instant)
            throw UseCaseError.invalidAnswer(.responsible, "Personen har ingen roll på enheten. Välj någon annan i listan.")
        }
        return try await database.write { connection in
            try ResponsibilityRepository(connection).assign(
                provider: viewer.provider, unit: viewer.unit.number, persons: persons, to: account, by: viewer.account,
                at: instant)
            try AccessLog.append(.write, "Ansvarig för sjukfall", .patients(persons), by: viewer, at: instant, in: connection)
            let scope = try PatientScope(for: viewer, snapshot: snapshot, on: today, connection)
            return persons.allSatisfy(scope.covers)
        }
    }

    /// The patients by their names in addresses, when all are the unit's and the viewer's to see.
    private static func persons(
        _ patients: [String], seenBy viewer: Viewer, snapshot: Snapshot, on today: Day, _ connection: any Connection
    ) throws -> [Int] {
        let scope = try PatientScope(for: viewer, snapshot: snapshot, on: today, connection)
        return try Set(patients).sorted().map { patient in
            guard let person = try PatientRepository(connection).patient(provider: viewer.provider, publicID: patient)?.person,
                scope.covers(person),
                snapshot.isPatient(person, ofUnit: viewer.unit.number, provider: viewer.provider)
            else { throw UseCaseError.notFound }
            return person
        }
    }

    /// Whom a case can be given to: today, whatever day the list is shown for.
    private static func people(unit: Int, on today: Day, _ connection: any Connection) throws -> [OngoingSpellRow.Responsible] {
        try AccountRepository(connection).people(unit: unit, roles: Role.answeringForCases.map(\.rawValue), on: today)
            .map { OngoingSpellRow.Responsible(account: $0.account, name: $0.name) }
    }
}
