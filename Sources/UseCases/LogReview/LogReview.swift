package import SickLeave
package import Storage

/// The review of who has looked at what: the documented, recurring checks (HSLF-FS 2016:40 4 kap. 9 §), the newest rows, and each person's
/// own. A log reviewer sees the whole provider, a unit's manager the unit.
package struct LogReview: Sendable {
    let database: any Database
    let log: AccessLog

    /// - Parameter log: gets the reviewer's own looks.
    package init(database: any Database, log: AccessLog) {
        self.database = database
        self.log = log
    }

    /// The newest rows: who has looked at what and when, without whose data.
    package func newest(_ count: Int, for viewer: Viewer) async throws -> [Row] {
        try viewer.require(.reviewLog)
        return try await database.read {
            try AccessLogRepository($0).newest(provider: viewer.provider, unit: viewer.unit.chosen, limit: count).map(Row.init)
        }
    }

    /// What the viewer's own account has looked at and changed at the provider, newest first; without whose data.
    package func own(_ count: Int, for viewer: Viewer) async throws -> [Row] {
        try await database.read {
            try AccessLogRepository($0).looks(by: viewer.account, provider: viewer.provider, limit: count).map(Row.init)
        }
    }

    package func reviews(for viewer: Viewer) async throws -> [Review] {
        try viewer.require(.reviewLog)
        return try await database.read {
            try LogReviewRepository($0, provider: viewer.provider).all(unit: viewer.unit.chosen).map(Review.init)
        }
    }
}

// One review.
extension LogReview {
    package enum Decision: Int, Sendable, CaseIterable {
        case justified = 1
        case lookedInto = 2
        case unjustified = 3

        package var title: String {
            switch self {
            case .justified: "Befogad"
            case .lookedInto: "Utreds"
            case .unjustified: "Obefogad"
            }
        }
    }

    package struct Judgement: Sendable, Hashable {
        package let value: Decision
        package let note: String
        package let at: Instant
        package let by: String

        init?(_ stored: LogReviewRepository.Decision) {
            guard let value = Decision(rawValue: stored.value) else { return nil }
            self.value = value
            note = stored.note
            at = stored.at
            by = stored.by
        }
    }

    package struct Pick: Sendable {
        package let ordinal: Int
        /// Why it was picked, in words.
        package let reasons: [String]
        package let row: Row
        /// None for a row about more than ``LogCandidates/mostMembers``; without those whom the provider does not know any more.
        package let patients: [String]
        /// The viewer's own look, which somebody else judges.
        package let isOwn: Bool
        /// In the order that they were made: the last counts.
        package let judgements: [Judgement]
        package var decision: Judgement? { judgements.last }
    }

    package struct View: Sendable {
        package let review: Review
        package let picks: [Pick]

        package var isDecided: Bool { picks.allSatisfy { $0.decision != nil } }
        /// Only the viewer's own looks wait: nothing more can be done by the viewer.
        package var waitsForAnother: Bool { !isDecided && picks.allSatisfy { $0.decision != nil || $0.isOwn } }
    }

    /// How many rows of each rule a review may draw.
    package static let samples = 1...50

    /// Draws a review of a month that has ended or is going on.
    ///
    /// - Parameters:
    ///   - sample: rows of each rule, and rows by chance alone.
    ///   - seed: kept, so that the draw can be made again.
    /// - Returns: the review's number.
    package func start(
        month: Month, sample: Int, seed: UInt64, by viewer: Viewer, at instant: Instant
    ) async throws -> Int {
        try viewer.require(.reviewLog)
        guard LogReview.samples.contains(sample) else {
            throw UseCaseError.invalidAnswer(.reviewSample, "Välj 1–50 rader av varje slag.")
        }
        guard month <= Day(of: instant).month else {
            throw UseCaseError.invalidAnswer(.reviewMonth, "Månaden har inte börjat. Välj en tidigare.")
        }
        return try await database.write { connection in
            let draw = try LogReview.draw(month.days, for: viewer, connection)
            let picks = draw.picks(sample: sample, seed: seed)
            let number = try LogReviewRepository(connection, provider: viewer.provider).create(
                unit: viewer.unit.number, days: month.days, seed: seed, sample: sample, candidates: draw.candidates.count,
                picks: picks.map { ($0.row, $0.reasons.map(\.rawValue).joined(separator: ",")) },
                by: (viewer.account, viewer.name), at: instant)
            try AccessLog.append(LogReview.matter(.write, [], review: number), by: viewer, at: instant, in: connection)
            return number
        }
    }

    static func draw(_ days: DayRange, for viewer: Viewer, _ connection: any Connection) throws -> LogDraw {
        let source = LogCandidates(connection, provider: viewer.provider, unit: viewer.unit.chosen)
        let rows = try source.rows(
            from: Instant(LocalTime(day: days.first)), before: Instant(LocalTime(day: days.last + 1)),
            except: AccessLog.Purpose.administration.rawValue)
        return LogDraw(
            candidates: rows, colleagues: try source.colleagues(), coworkers: try source.coworkers(in: days),
            certifiedDays: try source.certifiedDays(of: Set(rows.flatMap(\.patients).map(\.person))))
    }

    /// The picks with whose data each was about: a look at those patients, which is logged. A reviewer treats nobody, so a protected
    /// person has no name here.
    package func view(_ number: Int, for viewer: Viewer, at instant: Instant) async throws -> View {
        try viewer.require(.reviewLog)
        let (review, picks, names, protected) = try await database.read { connection in
            let review = try LogReview.review(number, for: viewer, connection)
            let picks = try LogReviewRepository(connection, provider: viewer.provider).picks(of: number)
            let patients = try PatientRepository(connection).patients(
                provider: viewer.provider, persons: Array(Set(picks.flatMap(\.persons))))
            let protected = try ProtectionRepository(connection).protectedPersons(provider: viewer.provider, on: Day(of: instant))
            return (review, picks, patients.mapValues { $0.shown(protected).name }, protected)
        }
        try await log.record(
            LogReview.matter(.read, Array(Set(picks.flatMap(\.persons))), review: number), by: viewer, at: instant)
        return View(
            review: Review(review),
            picks: picks.map { pick in
                Pick(
                    ordinal: pick.ordinal,
                    reasons: LogPickRule.titles(
                        pick.reasons.split(separator: ",").compactMap { LogPickRule(rawValue: String($0)) },
                        isProtected: !protected.isDisjoint(with: pick.persons)),
                    row: Row(pick.row),
                    patients: pick.persons.compactMap { names[$0] }, isOwn: pick.row.account == viewer.account,
                    judgements: pick.decisions.compactMap(Judgement.init))
            })
    }

    static func review(_ number: Int, for viewer: Viewer, _ connection: any Connection) throws
        -> LogReviewRepository.Review
    {
        guard let review = try LogReviewRepository(connection, provider: viewer.provider).review(number),
            viewer.unit.chosen == nil || viewer.unit.number == review.unit
        else { throw UseCaseError.notFound }
        return review
    }

    /// - Throws: `UseCaseError.invalid` while a pick waits for its decision, and `invalidAnswer` without a summary: a check is documented
    ///   whatever it has found, also when nobody had looked.
    package func sign(_ number: Int, note: String, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.reviewLog)
        try await database.write { connection in
            let repository = LogReviewRepository(connection, provider: viewer.provider)
            guard try LogReview.review(number, for: viewer, connection).signature == nil else {
                throw UseCaseError.invalid("Granskningen är redan signerad.")
            }
            let decisions = try repository.picks(of: number).map(\.decision?.value)
            guard !decisions.contains(nil) else { throw UseCaseError.invalid("Bedöm varje rad innan du signerar.") }
            guard !note.isEmpty else {
                throw UseCaseError.invalidAnswer(
                    .reviewNote,
                    decisions.contains(Decision.unjustified.rawValue)
                        ? "Minst en åtkomst är obefogad. Skriv vad som har gjorts eller ska göras åt det."
                        : "Skriv vad granskningen visade, till exempel: Inget att åtgärda.")
            }
            try repository.sign(number, note: note, by: (viewer.account, viewer.name), at: instant)
            try AccessLog.append(LogReview.matter(.sign, [], review: number), by: viewer, at: instant, in: connection)
        }
    }

    static func matter(_ activity: Activity, _ persons: [Int], review number: Int) -> AccessLog.Matter {
        AccessLog.Matter(
            activity: activity, resource: "Logggranskning", subject: .patients(persons), level: "\(number)",
            purpose: .administration)
    }
}
