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
