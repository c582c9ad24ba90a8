import CLibZip
import Foundation
import Interchange
import SickLeave
import TestKit
import Testing

@Suite("Intake") final class IntakeTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "intake-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private let csv = Array("enhet_hsa_id;manad;besok\nA;2026-01;10\n".utf8)
    private let xml = Array("<?xml version=\"1.0\"?>\n<a/>".utf8)

    @discardableResult
    private func put(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Name below the test's folder, and kind or fault.
    private func met(_ paths: [String], limits: IntakeLimits = IntakeLimits()) -> [(
        name: String, kind: IntakeKind?, fault: IntakeFault?
    )] {
        Intake(paths: paths, limits: limits).map { entry in
            let name = entry.name.replacingOccurrences(of: folder + "/", with: "")
            switch entry.source {
            case .success(let source): return (name, source.kind, nil)
            case .failure(let fault): return (name, nil, fault)
            }
        }
    }

    private func all(_ source: IntakeSource) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try source.nextChunk(1000)
            if chunk.isEmpty { return bytes }
            bytes += chunk
        }
    }

    @Test("a folder is walked in order, hidden files left out, and kinds are told by content")
    func walk() throws {
        try put("b/two.txt", xml)
        try put("b/.hidden.xml", xml)
        try put(".git/x.xml", xml)
        try put("a.xml", csv)
        try put("c.csv", [0xEF, 0xBB, 0xBF] + xml)
        let found = met([folder])
        #expect(found.map(\.name) == ["a.xml", "b/two.txt", "c.csv"])
        #expect(found.map(\.kind) == [.csv(.volumes), .xml, .xml])
    }

    @Test("a link out of the folder is told and not followed; one inside is passed over")
    func links() throws {
        let outside = folder + "-outside.xml"
        try Data(xml).write(to: URL(fileURLWithPath: outside))
        defer { try? FileManager.default.removeItem(atPath: outside) }
        try put("in/a.xml", xml)
        try FileManager.default.createSymbolicLink(atPath: folder + "/in/b.xml", withDestinationPath: "a.xml")
        try FileManager.default.createSymbolicLink(atPath: folder + "/in/c.xml", withDestinationPath: outside)
        try FileManager.default.createSymbolicLink(atPath: folder + "/in/loop", withDestinationPath: folder + "/in")
        let found = met([folder + "/in"])
        #expect(found.map(\.name) == ["in/a.xml", "in/c.xml"])
        #expect(found[1].fault == .linkOutside)
    }

    @Test("what only a link leads to is read; a link round to itself and one to nothing are told as what they are")
    func linksToHidden() throws {
        try put("in/..2026/intyg.xml", xml)
        try put("in/..2026/mapp/b.csv", csv)
        func link(_ name: String, _ target: String) throws {
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/in/\(name)", withDestinationPath: target)
        }
        try link("..data", "..2026")
        try link("..2026/up", ".")
        try link("intyg.xml", "..data/intyg.xml")
        try link("mapp", "..data/mapp")
        try link("same.xml", "..2026/intyg.xml")
        try link("whole", "..data")
        try link("x-loop", "x-loop")
        try link("y-broken", "saknas.xml")
        let found = met([folder + "/in"])
        #expect(
            found.map(\.name) == [
                "in/intyg.xml", "in/mapp/b.csv", "in/whole/intyg.xml", "in/whole/mapp/b.csv", "in/x-loop", "in/y-broken",
            ])
        #expect(found.map(\.kind) == [.xml, .csv(.volumes), .xml, .csv(.volumes), nil, nil])
        #expect(found.suffix(2).map(\.fault) == [.linkLoop, .linkBroken])
    }

    @Test("a name that is not UTF-8 is told as such")
    func nameInOtherEncoding() throws {
        let path = (Array(folder.utf8) + [0x2F, 0xE5, 0]).map { CChar(bitPattern: $0) }
        let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        defer { unlink(path) }
        #expect(met([folder]).map(\.fault) == [.nameNotUTF8])
    }

    @Test(
        "what cannot be read is told in words and stops nothing",
        arguments: [
            ("%PDF-1.7", "Filen är en PDF."), ("<!DOCTYPE html><html></html>", "Filen är en webbsida."), ("", "Filen är tom."),
            ("{\"a\": 1}", "Filen är JSON."), ("bara text\n", "Rubrikraden känns inte igen."),
            ("enhet_hsa_id;manad;pris\n", "Kolumnen pris finns inte"), ("a\0b", "Filens innehåll känns inte igen."),
        ])
    func strangers(content: String, expected: String) throws {
        let bad = try put("bad.xml", Array(content.utf8))
        let good = try put("good.xml", xml)
        let found = met([bad, folder + "/missing", good])
        #expect(found[0].fault?.description.hasPrefix(expected) == true)
        #expect(found[1].fault == .missing)
        #expect(found[2].kind == .xml)
    }

    @Test("an archive gives its files in order, and their names are never paths")
    func zip() throws {
        var zip = StoredZip()
        zip.add("b.csv", csv)
        zip.add("../../etc/a\u{1B}.xml", xml)
        zip.add("__MACOSX/._b.csv", xml)
        zip.add("folder/", [])
        let path = try put("x.dat", zip.finished())
        let entries = Array(Intake(paths: [path]))
        #expect(entries.count == 2)
        #expect(entries.last?.name == "\(path) › b.csv")
        let sources = try entries.map { try $0.source.get() }
        #expect(Set(sources.map(\.kind)) == [.csv(.volumes), .xml])
        #expect(sources.allSatisfy { $0.path == nil && !$0.name.contains("\u{1B}") })
        for source in sources { #expect(try all(source) == (source.kind == .xml ? xml : csv)) }
    }

    @Test("an archive in an archive, a locked file and a broken archive are faults")
    func zipFaults() throws {
        var inner = StoredZip()
        inner.add("a.xml", xml)
        var zip = StoredZip()
        zip.add("a.xml", xml)
        zip.add("inner.zip", inner.finished())
        zip.add("locked.xml", xml, isEncrypted: true)
        let found = met([try put("x.zip", zip.finished())])
        #expect(found.map(\.fault) == [nil, .nestedZip, .encryptedEntry])
        let broken = met([try put("broken.zip", Array(zip.finished().prefix(60)))])
        #expect(broken.map(\.fault) == [.brokenZip(reason: "filen är inget zip-arkiv")])
    }

    @Test("a zip bomb is stopped while it unpacks")
    func bomb() throws {
        let path = folder + "/bomb.zip"
        let zip = try #require(zip_open(path, ZIP_CREATE, nil))
        let content = [UInt8]("<a>".utf8) + [UInt8](repeating: 0x20, count: 8 << 20)
        let copy = UnsafeMutableRawPointer.allocate(byteCount: content.count, alignment: 1)
        copy.copyMemory(from: content, byteCount: content.count)
        defer { copy.deallocate() }
        for name in ["a.xml", "b.xml"] {
            let source = try #require(zip_source_buffer(zip, copy, UInt64(content.count), 0))
            #expect(zip_file_add(zip, name, source, 0) >= 0)
        }
        #expect(zip_close(zip) == 0)

        var limits = IntakeLimits()
        limits.zipFreeBytes = 1 << 20
        limits.zipRatio = 100
        var iterator = Intake(paths: [path], limits: limits).makeIterator()
        let first = iterator.next()
        let source = try #require(first).source.get()
        #expect(throws: IntakeFault.zipBomb) { try self.all(source) }
        let second = iterator.next()
        #expect(second.map { (try? $0.source.get()) == nil } ?? true)

        limits.zipRatio = 100_000
        limits.zipEntryBytes = 1 << 20
        #expect(met([path], limits: limits).map(\.fault) == Array(repeating: .entryTooLarge(limit: 1 << 20), count: 2))
        limits.zipEntries = 1
        #expect(met([path], limits: limits).map(\.fault) == [.tooManyEntries(limit: 1)])
    }

    @Test("progress ends at the size of all files")
    func progress() throws {
        var zip = StoredZip()
        zip.add("a.csv", csv + Array(repeating: 0x0A, count: 100_000))
        zip.add("b.xml", xml)
        let paths = [try put("1.xml", xml), try put("2.zip", zip.finished()), try put("3.csv", csv)]
        let intake = Intake(paths: paths)
        let total = try #require(intake.totalBytes)
        var last: Int64 = 0
        for entry in intake {
            let source = try entry.source.get()
            #expect(source.position >= last)
            _ = try all(source)
            #expect(source.bytesRead == source.size)
            #expect(source.position >= last && source.position <= total)
            last = source.position
        }
        #expect(last == total)
    }

    @Test("a CSV source feeds the reader straight")
    func feedsReader() throws {
        let entry = try #require(Array(Intake(paths: [try put("v.csv", csv)])).first)
        let reader = try CSVReader(today: CSVRun.today, fill: try entry.source.get().read)
        guard case .success(.volume(let volume))? = try reader.next()?.result else {
            Issue.record("expected a volume")
            return
        }
        #expect(volume.visits == 10)
    }

    @Test("standard input is named and its size unknown")
    func standardInput() {
        #expect(Intake(paths: ["-", folder]).totalBytes == nil)
        #expect(Intake(paths: ["-", "-"]).fileCount == 1)
    }
}
