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

    @Test("what is sent after tomorrow waits until somebody has looked at the date")
    func future() throws {
        let folder = try ImportFolder()
        let database = try Fixture.database()
        let (ahead, near) = ("2026-11-22T09:00:00", "2026-11-21T09:00:00")
        try folder.write("a.csv", Export.certificates([Export.certificate("c-1"), Export.certificate("c-2", patient: 1)]))
        try folder.write(
            "b.csv", Export.message("m-1", about: "c-1").replacing("2026-11-10T09:00:00", with: ahead))
        try folder.write("c.csv", Export.message("m-2", about: "c-1").replacing("2026-11-10T09:00:00", with: near))
        try folder.write("d.csv", Export.revocation("c-2").replacing("2026-11-12T10:00:00", with: ahead))
        try database.imports([folder.path])
        let waiting = try database.quarantined()
        #expect(waiting.count == 2 && waiting.allSatisfy { $0.contains("ligger i framtiden") }, "\(waiting)")
    }
}
