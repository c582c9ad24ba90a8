import Foundation
import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("Lines of the list that were made before")
struct KeptLinesTests {
    private static let looks: [(Cast, String)] = [
        (.karin, "/sjukfall?vems=enhetens"), (.fatima, "/sjukfall?vems=enhetens"), (.anna, "/sjukfall?vems=mina"),
        (.anna, "/sjukfall?vems=enhetens"),
    ]

    private func lines(_ path: String, _ site: TestSite, _ person: Cast) async throws -> String {
        let text = try await site.browser(person).get(path).body
        let start = try #require(text.range(of: "<tbody"))
        let end = try #require(text.range(of: "</tbody>"))
        return String(text[start.lowerBound..<end.lowerBound])
    }

    @Test("everybody gets the lines as if nobody else had looked, twice over")
    func others() async throws {
        let shared = try TestSite()
        for _ in 0..<2 {
            for (person, path) in Self.looks {
                #expect(try await lines(path, shared, person) == lines(path, TestSite(), person))
            }
        }
        // They do differ: who gives cases can choose lines, and who sees the own patients needs no name of the physician.
        #expect(try await lines(Self.looks[0].1, shared, .karin).contains("checkbox"))
        #expect(try await !lines(Self.looks[1].1, shared, .fatima).contains("checkbox"))
        #expect(
            try await lines(Self.looks[2].1, shared, .anna).split(separator: "<td").count
                < lines(Self.looks[3].1, shared, .anna).split(separator: "<td").count)
    }

    @Test("a line that has changed is made anew")
    func changed() async throws {
        let site = try TestSite()
        let karin = try await site.browser(.karin)
        #expect(try await !lines("/sjukfall", site, .karin).contains("Fatima Fysio"))
        _ = try await karin.get("/sjukfall")
        let fatima = try site.viewer(.fatima).account
        #expect(
            try await karin.post("/sjukfall/ansvarig", [("rad", Patients.tova.publicID), ("ansvarig", "\(fatima)")]).status == 303
        )
        #expect(try await lines("/sjukfall", site, .karin).contains("Fatima Fysio"))
    }

    @Test("a name that has been shown is not shown again when the identity has become protected")
    func protected() async throws {
        let site = try TestSite()
        let tova = Patients.tova
        #expect(try await lines("/sjukfall", site, .karin).contains(tova.name))
        try site.database.writeBlocking { connection in
            let run = try ImportRunRepository(connection).start(source: "skydd.csv", at: site.clock.now)
            let record = ProtectionRecord(
                id: "skydd-1", kind: .protectedIdentity, patient: tova.identifier, careUnit: Fixture.unit.hsaID,
                firstDay: Day(of: site.clock.now), lastDay: nil)
            _ = try ProtectionRepository(connection).store(record, registry: Registry(), importRun: run, at: site.clock.now)
        }
        #expect(try await !lines("/sjukfall", site, .karin).contains(tova.name))
    }

    @Test("what is kept is made once of each kind")
    func once() {
        let kept = Kept()
        var made = 0
        func make(_ kind: Int) -> String {
            kept(kind) {
                made += 1; return "\(kind)"
            }
        }
        #expect(make(1) == "1" && make(2) == "2" && make(1) == "1")
        #expect(made == 2)
    }
}
