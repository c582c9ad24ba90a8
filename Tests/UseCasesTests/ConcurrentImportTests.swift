import Dispatch
import Foundation
import SickLeave
import Storage
import Synchronization
import TestKit
import Testing
import UseCases

@Suite(
    "Several servers import at once", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"), .timeLimit(.minutes(10)))
struct ConcurrentImportTests {
    /// Every seventh certificate replaces the one before it.
    private static func rows(_ numbers: Range<Int>) -> String {
        Export.certificates(
            numbers.map { number in
                Export.certificate(
                    "s-\(number)", patient: number % 300, relation: number % 7 == 3 ? "ersatter;s-\(number - 1)" : ";")
            })
    }

    @Test("deliveries that overlap, read in at the same time, are stored once and whole")
    func together() throws {
        let database = try LentDatabase()
        let folder = try ImportFolder()
        let files = try [0..<1_500, 500..<2_000, 1_000..<2_500].enumerated().map { place, numbers in
            [
                try folder.write("\(place)/intyg.csv", Self.rows(numbers)),
                try folder.write("\(place)/meddelanden.csv", Export.message("m-\(place % 2)", about: "s-1200")),
                try folder.write("\(place)/makulerat.csv", Export.revocation("s-1300")),
            ]
        }
        let counts = Mutex<[ImportRun.Counts]>([])
        let faults = Mutex<[String]>([])
        let servers = try files.map { _ in try database.another() }
        DispatchQueue.concurrentPerform(iterations: files.count) { place in
            do {
                let report = try servers[place].imports(files[place], batch: 150)
                counts.withLock { $0.append(report.counts) }
            } catch {
                faults.withLock { $0.append("\(error)") }
            }
        }
        #expect(faults.withLock { $0 } == [])
        let told = counts.withLock { $0 }
        // 2 500 certificates in 4 500 rows, two messages of three, one revocation of three.
        let accepted: Int = told.reduce(0) { $0 + $1.accepted }
        let known: Int = told.reduce(0) { $0 + $1.alreadyKnown }
        #expect(accepted == 2_503 && known == 2_003)
        #expect(told.allSatisfy { $0.conflicts == 0 && $0.quarantined == 0 })
        let alone = try TestEngine.sqlite.database()
        for paths in files { try alone.imports(paths) }
        #expect(try database.contents() == alone.contents())
    }
}
