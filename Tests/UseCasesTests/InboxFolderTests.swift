import Foundation
import SickLeave
import TestKit
import Testing
import UseCases

@Suite("The inbox's folder, and what its watcher remembers")
struct InboxFolderTests {
    private let files: ImportFolder
    private let inbox: InboxFolder
    private let start = ContinuousClock.now

    init() throws {
        files = try ImportFolder()
        inbox = InboxFolder(folder: files.url)
        try inbox.prepare()
    }

    private func rights(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("the folders that are made are the service's own; one that is there keeps its rights")
    func rights() throws {
        let place = files.url.appendingPathComponent("ny/inkorg")
        let made = InboxFolder(folder: place)
        try made.prepare()
        let own = place.appendingPathComponent("\(Fixture.unit.hsaID)")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        try Data("början".utf8).write(to: own.appendingPathComponent("intyg.csv"))
        let name = "\(Fixture.unit.hsaID)/intyg.csv"
        #expect(made.move(name, readAs: try #require(made.state(of: name)), to: .done) == .moved)
        for folder in ["", "/klart", "/fel", "/klart/\(Fixture.unit.hsaID)"] {
            #expect(try rights(place.path + folder) == 0o700, "\(folder)")
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o770], ofItemAtPath: place.path)
        try made.prepare()
        #expect(try rights(place.path) == 0o770)
    }

    private func append(_ text: String, to name: String) throws {
        let handle = try FileHandle(forWritingTo: files.url.appendingPathComponent(name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    @Test("a copy that pauses for less than the quiet time is not whole")
    func pausing() throws {
        var memory = InboxMemory(quiet: .seconds(10))
        try files.write("intyg.csv", "början")
        #expect(memory.ripe(among: inbox.files(), at: start).isEmpty)
        #expect(memory.ripe(among: inbox.files(), at: start + .seconds(9)).isEmpty)
        try append("resten", to: "intyg.csv")
        #expect(memory.ripe(among: inbox.files(), at: start + .seconds(11)).isEmpty)
        #expect(memory.ripe(among: inbox.files(), at: start + .seconds(20)).isEmpty)
        #expect(memory.ripe(among: inbox.files(), at: start + .seconds(21)).keys.map(\.self) == ["intyg.csv"])
    }

    @Test("a file has lain there since it was first seen as it is, whatever its own time says")
    func longestWait() throws {
        var memory = InboxMemory(quiet: .seconds(10))
        try files.write("intyg.csv", "början")
        // As `cp -p` and `rsync -a` leave it.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: files.path + "/intyg.csv")
        let found = inbox.files()
        #expect(memory.longestWait(among: found, at: start) == .zero)
        _ = memory.ripe(among: found, at: start)
        try files.write("ny.csv", "ny")
        _ = memory.ripe(among: inbox.files(), at: start + .seconds(20))
        #expect(memory.longestWait(among: inbox.files(), at: start + .seconds(30)) == .seconds(30))
        try files.remove("intyg.csv")
        #expect(memory.longestWait(among: inbox.files(), at: start + .seconds(30)) == .seconds(10))
        try append("resten", to: "ny.csv")
        #expect(memory.longestWait(among: inbox.files(), at: start + .seconds(30)) == .zero)
    }

    @Test("what is written to between its reading and its move stays, and is not lost to its writer")
    func grown() throws {
        try files.write("intyg.csv", "början")
        let state = try #require(inbox.state(of: "intyg.csv"))
        // Open as for one who copies into it, and goes on after the move.
        let writer = try FileHandle(forWritingTo: files.url.appendingPathComponent("intyg.csv"))
        try writer.seekToEnd()
        try writer.write(contentsOf: Data("mitten".utf8))
        #expect(inbox.move("intyg.csv", readAs: state, to: .done) == .grew)
        try writer.write(contentsOf: Data("slutet".utf8))
        try writer.close()
        #expect(try String(contentsOf: files.url.appendingPathComponent("intyg.csv"), encoding: .utf8) == "börjanmittenslutet")
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.path + "/klart") == [])
        #expect(inbox.move("intyg.csv", readAs: try #require(inbox.state(of: "intyg.csv")), to: .done) == .moved)
        #expect(try FileManager.default.contentsOfDirectory(atPath: files.path + "/klart") == ["intyg.csv"])
    }

    @Test("what was read and cannot be moved is not read again until it changes")
    func unmovable() throws {
        var memory = InboxMemory(quiet: .seconds(1))
        try files.write("intyg.csv", "a")
        let state = try #require(inbox.state(of: "intyg.csv"))
        // Something else stands where the folder should be.
        try files.remove("klart")
        try files.write("klart", "")
        guard case .refused = inbox.move("intyg.csv", readAs: state, to: .done) else {
            Issue.record("moved")
            return
        }
        func ripe(_ second: Int) -> Set<String> { Set(memory.ripe(among: inbox.files(), at: start + .seconds(second)).keys) }
        _ = ripe(0)
        #expect(ripe(1).contains("intyg.csv"))
        memory.couldNotMove("intyg.csv", state)
        #expect(!ripe(2).contains("intyg.csv") && !ripe(100).contains("intyg.csv"))
        try append("b", to: "intyg.csv")
        _ = ripe(101)
        #expect(ripe(102).contains("intyg.csv"))
    }

    @Test("names with a full stop first are no files, a sender's folder is its own inbox, a taken name gets a number")
    func names() throws {
        try files.write(".intyg.csv", "ännu inte")
        try files.write("SE9900990001-0001/a.csv", "a")
        try files.write("annan_mapp/b.csv", "b")
        try files.write("klart/SE9900990001-0001/a.csv", "förra")
        try files.write("UTTAG NOVEMBER/c.csv", "c")
        try files.write("uttag/d.csv", "d")
        try files.write("SE9900990001-0001/mapp/e.csv", "e")
        try FileManager.default.createSymbolicLink(
            atPath: files.path + "/länk.csv", withDestinationPath: files.path + "/.intyg.csv")
        let found = inbox.look()
        #expect(found.files.keys.map(\.self) == ["SE9900990001-0001/a.csv"])
        // Four folders of other names or places, and a link.
        #expect(found.strangers == 5)
        #expect(
            InboxFolder.sender(of: "SE9900990001-0001/a.csv")?.rawValue == "SE9900990001-0001"
                && InboxFolder.sender(of: "a.csv") == nil)
        let state = try #require(inbox.state(of: "SE9900990001-0001/a.csv"))
        #expect(inbox.move("SE9900990001-0001/a.csv", readAs: state, to: .done) == .moved)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: files.path + "/klart/SE9900990001-0001").sorted() == [
                "a-2.csv", "a.csv",
            ])
    }
}
