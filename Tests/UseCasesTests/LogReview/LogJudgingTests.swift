import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Rows of a log review judged together, and the signature's summary")
struct LogJudgingTests: LogWorld {
    @Test("a review without rows is not signed without a word either")
    func emptyReview() async throws {
        let site = try await world()
        let (mats, now) = (try manager(site), site.clock.now)
        await #expect(throws: UseCaseError.self) { try await site.logReview.sign(1, note: "", by: mats, at: now) }
        #expect(try await site.logReview.view(1, for: mats, at: now).review.signature == nil)
        try await site.logReview.sign(1, note: "Ingen hade sett något.", by: mats, at: now)
    }

    @Test("many rows are judged at once or not at all, each fault is told, and a row that nobody has changed is not judged anew")
    func several() async throws {
        let site = try await world()
        let (mats, lena, now) = (try manager(site), try site.viewer(.lena), site.clock.now)
        let number = try await site.logReview.start(
            month: Fixture.today.month, sample: 5, seed: 7, by: mats, at: now)
        func judge(_ rows: [LogReview.Written], _ viewer: Viewer) async throws -> [Int] {
            try await site.logReview.judge(rows, of: number, by: viewer, at: now)
        }
        func judgements() async throws -> [[LogReview.Decision]] {
            try await site.logReview.view(number, for: mats, at: now).picks.map { $0.judgements.map(\.value) }
        }
        typealias Row = LogReview.Written
        let faults = try await #require(throws: InvalidAnswers.self) {
            _ = try await judge(
                [
                    Row(row: 1, decision: .unjustified, note: "", seen: 0), Row(row: 2, decision: nil, note: "semester", seen: 0),
                ], mats)
        }
        #expect(faults.faults.map(\.answer) == [.judgementNote(1), .judgement(2)])
        await #expect(throws: UseCaseError.self) {
            _ = try await judge(
                [Row(row: 1, decision: .justified, note: "", seen: 0), Row(row: 2, decision: nil, note: "semester", seen: 0)],
                mats)
        }
        await #expect(throws: UseCaseError.invalidAnswer(.judgement(1), "Välj en bedömning.")) {
            _ = try await judge([1, 2].map { Row(row: $0, decision: nil, note: "", seen: 0) }, mats)
        }
        #expect(try await judgements() == [[], []])
        let untouched = Row(row: 2, decision: nil, note: "", seen: 0)
        #expect(try await judge([Row(row: 1, decision: .lookedInto, note: "frågar", seen: 0), untouched], mats) == [2])
        // The other's form was made before, and says nothing of the first row; nor is an older word put back by a form that has it.
        #expect(
            try await judge(
                [Row(row: 1, decision: nil, note: "", seen: 0), Row(row: 2, decision: .justified, note: "", seen: 0)], lena) == []
        )
        _ = try await judge([Row(row: 1, decision: .justified, note: "hade remiss", seen: 1)], lena)
        _ = try await judge(
            [
                Row(row: 1, decision: .lookedInto, note: "frågar", seen: 1),
                Row(row: 2, decision: .lookedInto, note: "?", seen: 1),
            ],
            mats)
        #expect(try await judgements() == [[.lookedInto, .justified], [.justified, .lookedInto]])
        await #expect(throws: UseCaseError.self) {
            _ = try await judge([Row(row: 1, decision: .unjustified, note: "nyfiken", seen: 1)], mats)
        }
        #expect(try await judgements()[0] == [.lookedInto, .justified])
    }
}
