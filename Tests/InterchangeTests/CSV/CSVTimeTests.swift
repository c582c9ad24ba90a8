import Interchange
import SickLeave
import Testing

@Suite("Times and days in CSV") struct CSVTimeTests {
    @Test(
        "a day more than five years ahead is told with its column; five years are not too many",
        arguments: [
            ("meddelande_id;intygs_id;amne;riktning;skickat\nm;a;kontakt;till_varden;%\n", "skickat"),
            ("meddelande_id;intygs_id;amne;riktning;svara_senast\nm;a;kontakt;till_varden;%\n", "svara_senast"),
            ("intygs_id;makulerat\na;%\n", "makulerat"),
            (CertificateLine().with("skickat", "%").text, "skickat"),
        ])
    func farAhead(file: String, column: String) throws {
        func faults(_ day: Day) throws -> [String] {
            try CSVRun(file.replacing("%", with: day.description)).faults.map { "\($0)" }
        }
        let last = CSVRun.today + Day.mostDaysAhead
        #expect(try faults(last).isEmpty)
        #expect(
            try faults(last + 1) == [
                "Rad 2, kolumn \(column): \(last + 1) ligger mer än fem år fram i tiden. Rätta årtalet."
            ])
    }

    private static let staff = "medarbetare_hsa_id;medarbetare_namn;enhet_hsa_id;lakare"
    private static let protection = "skydds_id;skydd;personnummer;enhet_hsa_id;galler_fran"

    private static func faults(_ file: String) throws -> [String] { try CSVRun(file).faults.map { "\($0)" } }

    @Test("registers hold no day from a wrong year", arguments: ["utbildad", "anstalld_fran", "galler_fran"])
    func registers(column: String) throws {
        func faults(_ day: String) throws -> [String] {
            try Self.faults(
                column == "galler_fran"
                    ? "\(Self.protection)\ns;sparr;19121212-1212;SE1-VE;\(day)\n"
                    : "\(Self.staff);\(column)\nSE1-A;Namn;SE1-VE;ja;\(day)\n")
        }
        let last = CSVRun.today + Day.mostDaysAhead
        #expect(try faults("\(last)").isEmpty)
        #expect(
            try faults("\(last + 1)") == [
                "Rad 2, kolumn \(column): \(last + 1) ligger mer än fem år fram i tiden. Rätta årtalet."
            ])
        // Other systems write since always as 1900: a protection or an employment that is refused would be lost.
        let longAgo = column == "utbildad" ? ["Rad 2, kolumn \(column): 1900-01-01 ligger före 1950. Rätta årtalet."] : []
        #expect(try faults("1900-01-01") == longAgo)
    }

    @Test("an end may lie far ahead: until further notice")
    func untilFurtherNotice() throws {
        #expect(try Self.faults("\(Self.protection);galler_till\ns;sparr;19121212-1212;SE1-VE;2026-01-20;2199-12-31\n").isEmpty)
        #expect(try Self.faults("\(Self.staff);anstalld_till\nSE1-A;Namn;SE1-VE;ja;2099-12-31\n").isEmpty)
    }

    @Test("months, years of birth and days of measures from a wrong year are told with their column")
    func otherYears() throws {
        func volume(_ month: String) throws -> [String] { try Self.faults("enhet_hsa_id;manad;besok\nSE1-VE;\(month);10\n") }
        #expect(try volume("1950-01").isEmpty)
        #expect(try volume("2026-12").isEmpty)
        #expect(
            try volume("2046-01") == ["Rad 2, kolumn manad: 2046-01-01 ligger mer än fem år fram i tiden. Rätta årtalet."])
        #expect(try volume("1800-01") == ["Rad 2, kolumn manad: 1800-01-01 ligger före 1950. Rätta årtalet."])
        func birth(_ year: String) throws -> [String] {
            try Self.faults("\(Self.staff);fodelsear\nSE1-A;Namn;SE1-VE;ja;\(year)\n")
        }
        #expect(try birth("1979").isEmpty)
        #expect(try birth("2100") == ["Rad 2, kolumn fodelsear: ”2100” är inte ett heltal mellan 1900 och 2026."])
        #expect(
            try Self.faults(
                "registrerings_id;personnummer;enhet_hsa_id;datum;kva_kod\nr;19121212-1212;SE1-VE;1801-01-20;DV077\n")
                == ["Rad 2, kolumn datum: 1801-01-20 ligger före 1950. Rätta årtalet."])
    }

    @Test(
        "a time is read as XML reads it, with its zone and fraction",
        arguments: [
            ("2026-01-02T23:30:00Z", "2026-01-03T00:30:00"), ("2026-01-02T10:00", "2026-01-02T10:00:00"),
            ("2026-01-02 10:00:05.123", "2026-01-02T10:00:05"), ("2026-01-02T24:00:00", "2026-01-03T00:00:00"),
            ("2026-01-02T10:00:05+01:00", "2026-01-02T10:00:05"),
        ])
    func zones(written: String, read: String) throws {
        #expect(try CSVRun(CertificateLine().with("signerat", written).text).certificates.map(\.signedAt.description) == [read])
        for rest in ["x", " och mer", "+1"] {
            #expect(try CSVRun(CertificateLine().with("signerat", written + rest).text).faults.count == 1)
        }
    }
}
