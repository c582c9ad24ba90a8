import Foundation
import TestKit
import Testing

@Suite("The watched inbox")
struct InboxTests {
    @Test("a file that lies still is read and moved; one that grows is left until it lies still; a taken name gets a number")
    func inbox() throws {
        let folder = try ImportFolder()
        let (inbox, database) = (folder.url.appendingPathComponent("inkorg"), folder.path + "/prov.db")
        func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: inbox.appendingPathComponent(name).path) }
        try folder.write("inkorg/klar.csv", Export.many(20))
        try folder.write("inkorg/klart/klar.csv", "en tidigare fil")
        try folder.write("inkorg/.dold.csv", Export.many(3, prefix: "dold"))
        try folder.write("inkorg/konstig.txt", "inget som vi läser")

        // Port 0: the system gives one that is free.
        #expect(try Program.run(["prepare", "--database", database]).status == 0)
        let server = try Program.start(
            ["serve", "--database", database, "--port", "0", "--inbox", inbox.path, "--inbox-quiet", "3"], output: folder.url)
        defer { if server.isRunning { kill(server.processIdentifier, SIGKILL) } }
        let rows = (0..<20).map { Export.certificate("v-\($0)", patient: $0) }
        var growing = Export.certificateHeader
        var wasLeft = true
        let start = ContinuousClock.now
        for row in rows where start.duration(to: .now) < .seconds(9) {
            growing += row
            try folder.write("inkorg/vaxer.csv", growing)
            Thread.sleep(forTimeInterval: 0.4)
            wasLeft = wasLeft && isThere("vaxer.csv")
        }
        #expect(wasLeft)
        let end = ContinuousClock.now + .seconds(120)
        while isThere("vaxer.csv") || isThere("klar.csv"), ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.2) }
        #expect(isThere("klart/klar-2.csv") && !isThere("klar.csv"))
        #expect(isThere("klart/vaxer.csv") && isThere("klart/konstig.txt") && isThere(".dold.csv"))

        kill(server.processIdentifier, SIGTERM)
        server.waitUntilExit()
        #expect(server.terminationStatus == 0)
        let verified = try Program.run(["verify", "--json", "--database", database])
        #expect(verified.counts("intyg") == 40 && verified.counts("karantän") == 1)
        // Names of files may name patients: the log has counts only.
        let log = try String(contentsOf: folder.url.appendingPathComponent("fel"), encoding: .utf8)
        #expect(log.contains("inbox file read") && !log.contains("klar.csv") && !log.contains("vaxer.csv"))
    }
}
