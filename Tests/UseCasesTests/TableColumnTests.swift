import Storage
import TestKit
import Testing
import UseCases

@Suite("What a table has columns for")
struct TableColumnTests {
    @Test(
        "a table needs only the columns that the sender has, whatever the form; what it says must be right",
        arguments: [
            ("FK7804", "ovrigt", "Hej", nil), ("FK7804", "yrke", "Snickare", nil), ("FK7804", "prognos", "oklar", nil),
            ("AG1-14", "sysselsattning", "arbete", nil), ("AG1-14", "diagnos_formedlas", "ja", nil),
            ("AG7804", "sysselsattning", "arbete", nil), ("AG7804", "diagnos_formedlas", "ja", nil),
            ("AG7804", "diagnos_formedlas", "nej", "Patienten vill inte att diagnosen förmedlas"),
            ("FK7804", "perioder", "2026-11-01..2026-11-14:100|2026-11-10..2026-11-30:50", "Två perioder överlappar"),
            (
                "FK7804", "perioder", "2026-11-01..2026-11-14:50|2026-11-15..2026-11-30:50",
                "Samma omfattning är angiven två gånger"
            ),
        ] as [(String, String, String, String?)])
    func someColumns(kind: String, column: String, cell: String, fault: String?) throws {
        var lines = Export.certificates([Export.certificate("c-1", kind: kind)]).split(separator: "\n").map(String.init)
        if column == "perioder" {
            lines[1] = lines[1].replacing("2026-11-01..2026-11-30:100", with: cell)
        } else {
            lines[0] += ";\(column)"
            lines[1] += ";\(cell)"
        }
        let folder = try ImportFolder()
        let database = try Fixture.database()
        try folder.write("a.csv", lines.joined(separator: "\n"))
        let report = try database.imports([folder.path])
        let quarantined = try database.quarantined()
        #expect(report.counts.accepted == (fault == nil ? 1 : 0), "\(quarantined)")
        if let fault { #expect(quarantined.count == 1 && quarantined[0].contains(fault), "\(quarantined)") }
    }
}
