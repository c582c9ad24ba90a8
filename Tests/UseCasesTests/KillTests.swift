import Foundation
import TestKit
import Testing

@Suite("The program is killed, and loses nothing", .serialized)
struct KillTests {
    private static let rows = 30_000
    private static let rounds = 5

    @Test("kill -9 at any moment leaves a store that opens, verifies, and is finished by the next run")
    func killed() throws {
        let folder = try ImportFolder()
        let file = try folder.write("in/intyg.csv", Export.many(Self.rows))
        let database = folder.path + "/prov.db"
        var stored = [0]
        for _ in 0..<Self.rounds {
            let process = try Program.start(["import", "--database", database, file])
            Thread.sleep(forTimeInterval: Double.random(in: 0.05...1.5))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            // The first may have been cut off before there were tables.
            #expect(try Program.run(["prepare", "--database", database]).status == 0)
            let verified = try Program.run(["verify", "--json", "--database", database])
            #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
            stored.append(try #require(verified.counts("intyg")))
            // What is durable once stays.
            #expect(stored[stored.count - 1] >= stored[stored.count - 2])
        }
        let finished = try Program.run(["import", "--json", "--database", database, file])
        #expect(finished.status == 0)
        #expect(
            finished.number("alreadyKnown") == stored.last && finished.number("accepted") == Self.rows - stored[stored.count - 1])
        let verified = try Program.run(["verify", "--json", "--database", database])
        #expect(verified.status == 0 && verified.counts("intyg") == Self.rows && verified.counts("innehåll") == Self.rows)
    }

    private static func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    @Test("Ctrl-C stops an import whose source has fallen silent in the middle, and says so")
    func interrupted() throws {
        let folder = try ImportFolder()
        let text = Export.many(Self.rows)
        let file = try folder.write("in/intyg.csv", text)
        let database = folder.path + "/prov.db"
        let pipe = Pipe()
        let process = try Program.start(["import", "--database", database, "-"], input: pipe, output: folder.url)
        // More than a batch, and no end: it can neither finish nor go on.
        try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8.prefix(text.utf8.count * 2 / 3)))
        // Some megabytes in the log of changes are batches; the tables alone are fewer.
        let begun = ContinuousClock.now + .seconds(120)
        while Self.size(database + "-wal") < 4 << 20, ContinuousClock.now < begun { Thread.sleep(forTimeInterval: 0.05) }
        Thread.sleep(forTimeInterval: 2)
        #expect(process.isRunning)
        kill(process.processIdentifier, SIGINT)
        let end = ContinuousClock.now + .seconds(120)
        while process.isRunning, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.05) }
        let isStopped = !process.isRunning
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try pipe.fileHandleForWriting.close()
        #expect(isStopped && process.terminationReason == .exit && process.terminationStatus == 1)
        let said = try String(contentsOf: folder.url.appendingPathComponent("fel"), encoding: .utf8)
        #expect(said.contains("Avbryter …") && said.contains("Avbrutet"), "\(said)")
        let verified = try Program.run(["verify", "--json", "--database", database])
        #expect(verified.status == 0)
        let stored = try #require(verified.counts("intyg"))
        #expect(stored > 0 && stored < Self.rows)
        #expect(try Program.run(["import", "--json", "--database", database, file]).number("accepted") == Self.rows - stored)
    }
}
