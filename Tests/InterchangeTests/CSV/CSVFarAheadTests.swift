import Interchange
import SickLeave
import Testing

@Suite("Years that cannot be, in messages and revocations") struct CSVFarAheadTests {
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
}
