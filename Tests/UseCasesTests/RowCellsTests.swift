import Foundation
import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("A row of quarantine cell by cell")
struct RowCellsTests {
    private static let rows: [(row: String, header: String, shown: [String])] = [
        ("a;b;c", "x;y;z", ["a", "b", "c"]), ("a,b,c", "x,y,z", ["a", "b", "c"]), ("a;;", "x;y;z;", ["a", "", ""]),
        ("a;b;c;;", "x;y;z", ["a", "b", "c"]), ("a;b;c", "x;y;z; ", ["a", "b", "c"]),
        ("\"a;b\";\"c \"\"d\"\"\";", "x;y;z", ["a;b", "c \"d\"", ""]),
        ("skruv 5\";b;c", "x;y;z", ["skruv 5\"", "b", "c"]), ("\"rad 1\r\nrad 2\";b;c", "x;y;z", ["rad 1⏎rad 2", "b", "c"]),
        ("'=1+1;'-;'", "x;y;z", ["=1+1", "-", "'"]), ("  a ; ;å", "x;y;z", ["  a ", " ", "å"]),
        ("\u{1}a;\u{7F};c", "x;y;z", ["\u{FFFD}a", "\u{7F}", "c"]),
    ]

    @Test("shows what stands in each, and gives back the very row when nothing is changed", arguments: rows)
    func untouched(row: String, header: String, shown: [String]) throws {
        let cells = try #require(RowCells(row: row, header: header))
        #expect(cells.names == header.split { $0 == ";" || $0 == "," || $0 == " " }.map(String.init) && cells.shown == shown)
        #expect(cells.row(of: shown) == row)
    }

    @Test("what is written in a cell is what stands there when the row is read, and the others are as they were", arguments: rows)
    func changed(row: String, header: String, shown: [String]) throws {
        let cells = try #require(RowCells(row: row, header: header))
        for written in ["ny", "", "a;b,c", "\"citat\"", "=SUM(A1)", "'", " x ", "två⏎rader", "-5", "\tx"] {
            var sent = shown
            sent[1] = written
            let again = try #require(RowCells(row: cells.row(of: sent), header: header), "\(written)")
            #expect(again.shown == sent, "\(written)")
        }
    }

    @Test(
        "there are none of what is no row of the header",
        arguments: [
            ("a;b", "x;y;z"), ("a;b;c;d", "x;y;z"), ("\"a;b;c", "x;y;z"), ("\"a\"b;c;d", "x;y;z"), ("a;b;c\na;b;c", "x;y;z"),
            ("5\";\"a\nb\";c", "x;y;z"), ("a\tb", "x\ty"), ("a", ""), ("", "x;y"),
        ])
    func noRow(row: String, header: String) {
        #expect(RowCells(row: row, header: header) == nil)
    }

    @Test(
        "the column at fault is found by its name, however the header writes it",
        arguments: [
            ("Rad 14, kolumn enhet_hsa_id: värdet saknas.", 1), ("Rad 14, kolumn signerat: ”x: y” är inte en dag.", 2),
            ("Rad 14: raden har 2 fält.", nil), ("Intyget följer inte formulärets regler. Rad 1, kolumn signerat: x.", nil),
            ("Rad 14, kolumn finns inte: x", nil), ("Rad x, kolumn signerat: y", nil),
        ] as [(String, Int?)])
    func fault(reason: String, index: Int?) throws {
        let cells = try #require(RowCells(row: "a;b;c", header: "Intygs-id;Enhet HSA-id;signerat"))
        #expect(cells.index(atFaultBy: reason) == index)
    }

    @Test("a row of a file in Windows-1252 can be corrected, with letters beyond ASCII in header and row")
    func windows() async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let header = Export.certificateHeader.replacing("lakare_namn", with: "Läkare namn")
        let text = header + Export.certificate("q-1", patient: 2, periods: "2026-02-30..2026-03-30:100")
        #expect(header != Export.certificateHeader)
        let file = folder.url.appendingPathComponent("fel.csv")
        try #require(text.data(using: .windowsCP1252)).write(to: file)
        #expect(try site.database.imports([file.path]).counts.quarantined == 1)
        let id = try site.database.count("SELECT MAX(id) FROM quarantine")
        let viewer = try site.viewer(.karin)
        let item = try await site.imports.item(id, for: viewer, at: site.clock.now)
        let cells = try #require(RowCells(row: item.text, header: item.header))
        var sent = cells.shown
        sent[try #require(cells.names.firstIndex(of: "perioder"))] = "2026-02-28..2026-03-30:100"
        sent[try #require(cells.names.firstIndex(of: "Läkare namn"))] = "Åsa Öberg"
        let outcome = try await site.imports.retry(id, text: cells.row(of: sent), by: viewer, at: site.clock.now)
        guard case .accepted = outcome else { return #expect(Bool(false), "\(outcome)") }
    }

    @Test("a row that is corrected in one cell is read, with the rest as it was")
    func corrected() async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        let broken = Export.certificate("q-1", patient: 2, periods: "2026-02-30..2026-03-30:100")
        #expect(try site.database.imports([try folder.write("fel.csv", Export.certificates([broken]))]).counts.quarantined == 1)
        let id = try site.database.count("SELECT MAX(id) FROM quarantine")
        let viewer = try site.viewer(.karin)
        let item = try await site.imports.item(id, for: viewer, at: site.clock.now)
        let cells = try #require(RowCells(row: item.text, header: item.header))
        let fault = try #require(cells.index(atFaultBy: item.reason))
        #expect(cells.names[fault] == "perioder")
        var sent = cells.shown
        sent[fault] = "2026-02-28..2026-03-30:100"
        let outcome = try await site.imports.retry(id, text: cells.row(of: sent), by: viewer, at: site.clock.now)
        guard case .accepted = outcome else { return #expect(Bool(false), "\(outcome)") }
        guard case .read(let read) = try await site.imports.fate(of: id, for: viewer, at: site.clock.now) else {
            return #expect(Bool(false), "not read")
        }
        #expect(read.by == Cast.karin.name && read.at == site.clock.now && read.source.hasSuffix("fel.csv"))
        for stranger in [Cast.olle, .ove] {
            await #expect(throws: UseCaseError.self) {
                _ = try await site.imports.fate(of: id, for: site.viewer(stranger), at: site.clock.now)
            }
        }
    }
}
