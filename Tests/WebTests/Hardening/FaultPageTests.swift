import Foundation
import HTTPTypes
import NIOCore
import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@testable import Web

@Suite("Pages about errors tell nothing of the inside")
struct FaultPageTests {
    private static let inner = [
        "SELECT", "INSERT", "UPDATE ", "sqlite", "SQLite", "postgres", "PostgreSQL", "no such", "constraint", "syntax", ".swift",
        "Sources/",
        "/usr/", "/var/", "/tmp/", "/build/", "Hummingbird", "NIO", "Swift", "Error Domain", "fatal", "0x", "at line",
        "StorageError", "UseCaseError",
        "access_log", "certificate_id", "person_id", "account_id", "localhost", "127.0.0.1",
    ]

    private static let faults: [any Error] = [
        StorageError.constraint("CHECK constraint failed: person_id"), StorageError.full, StorageError.readOnly,
        StorageError.busy,
        StorageError.corrupt("page 7 of /var/lib/x.db"), StorageError.newerSchema(found: 9, known: 8),
        StorageError.inUse(path: "/var/lib/x.db"),
        StorageError.cannotOpen(path: "/var/lib/x.db", reason: "no such file"), StorageError.outcomeUnknown,
        StorageError.other(code: 1, message: "no such table: access_log in SELECT"), UseCaseError.notFound,
        UseCaseError.notAllowed(.seePatients),
        UseCaseError.diskFull, UseCaseError.storeAway, UseCaseError.outcomeUnknown, CancellationError(),
        NIOTooManyBytesError(maxBytes: 7),
        NSError(domain: "/usr/lib/x", code: 1),
        DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "x.swift at line 3")),
    ]

    @Test("every error becomes a sentence and an advice, whatever it says itself", arguments: faults.indices)
    func sentences(index: Int) {
        let fault = PageFault(Self.faults[index])
        for text in [fault.title, fault.message, fault.advice] {
            #expect(!text.isEmpty)
            for word in Self.inner { #expect(!text.contains(word)) }
        }
        #expect(fault.status.code >= 400)
    }

    @Test("whoever asks, and whatever goes wrong, the page names no part, path, version or statement")
    func pages() async throws {
        let site = try TestSite()
        let browser = try await site.browser(.karin)
        try await site.database.write { try $0.script("DROP TABLE patient_set_member; DROP TABLE patient_set;") }
        var answers = [
            try await browser.get("/sjukfall"), try await browser.get("/finns-inte"), try await browser.get("/patient/x"),
            try await browser.get("/logg"), try await browser.send(TestRequest(.put, "/")),
            try await browser.post("/import/karantan/x"),
            try await browser.send(TestRequest(.post, "/sjukfall", form: [("formToken", "x")])),
            try await browser.post("/valj-enhet", [("enhet", "9223372036854775807")]),
        ]
        let stranger = TestBrowser(site: site)
        for path in [
            "/finns-inte", "/.git/config", "/.env", "/metrics", "/backup", "/debug", "/server-status", "/assets/", "/assets",
            "/../../etc/passwd",
        ] {
            answers.append(try await stranger.get(path))
        }
        answers.append(try await stranger.send(TestRequest(HTTPRequest.Method("TRACE")!, "/")))
        for answer in answers {
            #expect((400..<600).contains(answer.status))
            let words = MarkupStructure(answer.body).texts.joined(separator: "\n")
            for word in Self.inner { #expect(!words.contains(word), "\(answer.status): \(word)") }
        }
        for answer in answers.suffix(11) {
            #expect(!answer.body.contains("0.0.0"), "the version is for those who have signed in")
        }
        #expect(
            answers.contains { $0.status == 500 } && answers.contains { $0.status == 405 }
                && answers.contains { $0.status == 403 })
    }

    @Test("a patient of another provider, one of another unit and one that nobody has are told of in the same words")
    func oracle() async throws {
        let browser = try await TestSite().browser(.anna)
        func words(_ path: String) async throws -> String {
            let answer = try await browser.get(path)
            #expect(answer.status == 404)
            return answer.body
        }
        let unknown = try await words("/patient/p000000000000099")
        #expect(try await words("/patient/\(Patients.greta.publicID)") == unknown)
        #expect(try await words("/patient/\(Patients.ola.publicID)") == unknown)
    }
}
