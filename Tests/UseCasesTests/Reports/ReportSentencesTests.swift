import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("What a report says in words")
struct ReportSentencesTests {
    /// The fixture's, and as many patients more at the unit as there are diagnoses, from August to November.
    private static func site(_ diagnoses: [String]) async throws -> TestSite {
        let site = try TestSite()
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for (number, diagnosis) in diagnoses.enumerated() {
                let certificate = Fixture.certificate(
                    "fler-\(number)", patient: Fixture.person(100 + number), from: "2026-08-01", diagnosis: diagnosis)
                _ = try repository.store([NewCertificate(certificate)], importRun: 1)
            }
        }
        try await site.figures.refresh()
        return site
    }

    private static func compared(_ codes: String, _ site: TestSite) async throws -> (summary: String, titles: [String]) {
        var choice = ReportsTests.choice(.chosenDiagnoses, .unit)
        choice.compared = ReportChoice.diagnoses(in: codes).nodes
        let answer = try await ReportsTests.answer(choice, .bo, site)
        return (answer.summary, answer.table.groups.map(answer.title))
    }

    @Test("of two groups that are as large both are named, of three none")
    func ties() async throws {
        let site = try await Self.site(["J10", "J10", "J20", "J20", "J30", "J30", "J40"])
        let one = try await Self.compared("J10,J40", site)
        #expect(one.summary.contains("Största gruppen är \(one.titles[0]) med 2 ("))
        let two = try await Self.compared("J10,J20,J40", site)
        #expect(two.summary.contains("De största grupperna är \(two.titles[0]) och \(two.titles[1]) med 2 var ("))
        let three = try await Self.compared("J10,J20,J30", site).summary
        #expect(!three.contains("störst") && !three.contains("Störst"))
    }

    @Test("where a number is kept back, which could be as large, the largest is that of those that are shown")
    func hidden() async throws {
        let site = try await Self.site(Array(repeating: "J10", count: 12))
        let answer = try await ReportsTests.answer(
            ReportsTests.choice(.diagnosisGroups, .provider), .bo, site, on: ReportsTests.newYear)
        #expect(answer.table.hiddenCells > 0)
        #expect(answer.summary.contains("Störst av dem som visas är ") && !answer.summary.contains("Största gruppen"))
    }

    @Test(
        "the share of completions is cut off to whole percent, as on the overview that links to it",
        arguments: [
            (2, 21, "9"), (1, 200, "0"), (199, 200, "99"), (21, 21, "100"),
        ])
    func completionShare(completed: Int, sent: Int, percent: String) {
        #expect(ReportAnswer.completionShare(completed, of: sent) == "\(percent)\(SwedishNumber.space)%")
        #expect(percent == "\(Percent.truncated(completed, of: sent))")
    }

    @Test(
        "what has come to certificates is told with the months when they were signed",
        arguments: [
            (ReportKind.messages, "Intygen som signerades", "har fått 1\u{A0}meddelande."),
            (ReportKind.completionQuestions, "Kompletteringarna av intygen som signerades", "gäller 1\u{A0}fråga."),
        ])
    func messages(kind: ReportKind, start: String, end: String) async throws {
        let summary = try await ReportsTests.answer(ReportsTests.choice(kind, .unit), .bo, TestSite()).summary
        #expect(summary.contains("\(start) från december 2025 till november 2026 \(end)"))
    }

    @Test("one long spell is told in the singular, several in the plural", arguments: [0, 1])
    func long(count: Int) async throws {
        // The fixture has one.
        let site = try await Self.site(Array(repeating: "J10", count: count))
        let summary = try await ReportsTests.answer(ReportsTests.choice(.overNinety, .unit), .bo, site).summary
        #expect(
            summary.contains(count == 0 ? "pågick 1 mer än 90 dagar långt sjukfall" : "pågick 2 mer än 90 dagar långa sjukfall"))
    }
}
