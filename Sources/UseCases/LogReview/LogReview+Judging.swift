package import SickLeave
import Storage

// The judgements of a review's rows, as many at once as somebody has filled in.
extension LogReview {
    /// What a form says of one row.
    package struct Written: Sendable {
        package let row: Int
        /// Nil when none is chosen.
        package let decision: Decision?
        package let note: String
        /// How many judgements the row had when the form was made, so that what another has said since is not taken for an older word of
        /// one's own; nil when the form does not say.
        package let seen: Int?

        package init(row: Int, decision: Decision?, note: String, seen: Int?) {
            self.row = row
            self.decision = decision
            self.note = note
            self.seen = seen
        }
    }

    /// Keeps every row that was filled in or changed, or none of them when one cannot be kept. A row that stands as the form was made is
    /// passed over: nobody has judged it anew.
    ///
    /// - Returns: the rows that still wait for a judgement which the viewer may make, in order.
    /// - Throws: `invalidAnswer` or `InvalidAnswers` for the rows that must be changed, and `invalid` for the viewer's own look, and once
    ///   the review is signed.
    package func judge(_ rows: [Written], of number: Int, by viewer: Viewer, at instant: Instant) async throws -> [Int] {
        try viewer.require(.reviewLog)
        return try await database.write { connection in
            let repository = LogReviewRepository(connection, provider: viewer.provider)
            guard try LogReview.review(number, for: viewer, connection).signature == nil else {
                throw UseCaseError.invalid("Granskningen är signerad och går inte att ändra.")
            }
            let picks = try repository.picks(of: number)
            let judged = try LogReview.judgements(rows, of: picks, by: viewer)
            for (row, decision, note) in judged {
                guard
                    try repository.decide(
                        row, of: number, decision: decision.rawValue, note: note, by: (viewer.account, viewer.name), at: instant)
                else { throw UseCaseError.notFound }
            }
            if !judged.isEmpty {
                try AccessLog.append(LogReview.matter(.write, [], review: number), by: viewer, at: instant, in: connection)
            }
            let done = Set(judged.map(\.row))
            return picks.filter { $0.decision == nil && $0.row.account != viewer.account && !done.contains($0.ordinal) }
                .map(\.ordinal)
        }
    }

    private static func judgements(
        _ rows: [Written], of picks: [LogReviewRepository.Pick], by viewer: Viewer
    ) throws -> [(row: Int, decision: Decision, note: String)] {
        var check = AnswerCheck()
        var judged: [(row: Int, decision: Decision, note: String)] = []
        var waiting: Int?
        for written in rows {
            guard let pick = picks.first(where: { $0.ordinal == written.row }) else { throw UseCaseError.notFound }
            guard pick.row.account != viewer.account else {
                throw UseCaseError.invalid(
                    "Raden är din egen åtkomst. Be vårdgivarens logggranskare, eller någon annan som granskar loggen, att bedöma den."
                )
            }
            if waiting == nil, pick.decision == nil { waiting = pick.ordinal }
            guard written.changes(pick), let decision = try check.take({ try written.judgement(of: pick) }) else { continue }
            judged.append((written.row, decision, written.note))
        }
        guard check.faults.isEmpty else { throw check.refusal }
        if judged.isEmpty, let waiting { throw UseCaseError.invalidAnswer(.judgement(waiting), "Välj en bedömning.") }
        return judged
    }
}

extension LogReview.Written {
    /// Whether it says anything else than the form said when it was made.
    fileprivate func changes(_ pick: LogReviewRepository.Pick) -> Bool {
        let shown = seen.map { pick.decisions.prefix(max(0, $0)).last } ?? pick.decision
        return decision?.rawValue != shown?.value || note != shown?.note ?? ""
    }

    fileprivate func judgement(of pick: LogReviewRepository.Pick) throws -> LogReview.Decision {
        guard seen ?? pick.decisions.count == pick.decisions.count else {
            throw UseCaseError.invalidAnswer(
                .judgement(row),
                "Någon annan har bedömt raden under tiden. Se vad som står nu, och spara igen om din bedömning ska gälla.")
        }
        guard let decision else { throw UseCaseError.invalidAnswer(.judgement(row), "Välj en bedömning.") }
        guard decision == .justified || !note.isEmpty else {
            throw UseCaseError.invalidAnswer(.judgementNote(row), "Skriv varför, när åtkomsten utreds eller är obefogad.")
        }
        return decision
    }
}
