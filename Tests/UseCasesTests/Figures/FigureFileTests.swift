import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("Files of figures")
struct FigureFileTests {
    @Test("differences below zero are numbers to those who open the equity file", arguments: [false, true])
    func negative(isForExcel: Bool) async throws {
        let site = try await RandomUnit.site(patients: 300)
        let view = try #require(try site.equity.view(for: site.viewer(.karin), on: Fixture.today))
        let text = String(decoding: view.file(isForExcel: isForExcel).bytes, as: UTF8.self)
        let cells = text.split(whereSeparator: \.isNewline).dropFirst().flatMap { $0.split(separator: isForExcel ? ";" : ",") }
        let below = cells.filter { $0.contains("-0\(isForExcel ? "," : ".")") }
        #expect(!below.isEmpty && below.allSatisfy { $0.hasPrefix("-") })
        #expect(!cells.contains { $0.hasPrefix("'") })
    }

    @Test("a physician with less than the measure's least group has a count and no share; the only one with enough keeps the own")
    func fewPatients() async throws {
        let site = try TestSite()
        for month in ["2026-08", "2026-09"] { try await site.addStarts(Month(iso: month)!, partTime: 4, of: 12) }
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for index in 0..<3 {
                let certificate = Fixture.certificate(
                    "fa-\(index)", patient: Fixture.person(900 + index), from: "2026-09-03", through: "2026-09-09",
                    percent: index == 0 ? 50 : 100, issuer: Fixture.otherDoctor)
                _ = try repository.store([NewCertificate(certificate)], importRun: 1)
            }
        }
        try await site.figures.refresh()
        // The fixture's Nils began in September, too.
        let measure = Measure.ID(rawValue: "deltid-vid-start")
        let detail = try await site.measures.detail(measure, rebases: [], for: site.viewer(.mats), on: Fixture.today)
        #expect(detail.fewShares.map(\.count) == [ShareCount(1, of: 4)] && detail.judgedShares.count == 1)
        let page = try await site.browser(.mats).get("/mal/\(measure)").body
        #expect(page.contains("För få att jämföra") && page.contains("1 av 4") && !page.contains("Utjämnad andel"))
        let file = try #require(detail.file(.physicians, isForExcel: true))
        let line = try #require(try CSVLines(file.bytes).first(where: "namnare", is: "4"))
        #expect(line["taljare"] == "1" && line["mot_bedomda"] == "För få för att bedömas")
        #expect(line["andel"] == "" && line["utjamnad_andel"] == "" && line["intervall_till"] == "")
        let judged = try #require(detail.judgedShares.first)
        let alone = try #require(try CSVLines(file.bytes).first(where: "namnare", is: "\(judged.count.total)"))
        #expect(alone["mot_bedomda"] == "Ingen att jämföra med" && alone["taljare"] == "\(judged.count.count)")
        #expect(alone["andel"] != "" && alone["utjamnad_andel"] == "" && alone["grans_998_till"] == "")
        // By name, also where the one with most comes last.
        let names = detail.physicianShares.map(\.name)
        let places = names.compactMap { page.firstRange(of: ">\($0)</th>")?.lowerBound }
        #expect(places.count == 2 && places == places.sorted())
    }

    @Test("a report by group has all of them first, each counted once, as on its page")
    func total() async throws {
        let site = try await RandomUnit.site(patients: 60)
        for shape in [Report.Shape.whole, .series] {
            let answer = try await ReportsTests.answer(ReportsTests.choice(.extent, .unit, shape), .karin, site)
            let totals = try #require(answer.totals)
            let all = try CSVLines(ReportFile(answer, isForExcel: true).bytes).lines.filter { $0["grupp"] == "Alla" }
            #expect(all.map { $0["totalt"] } == totals.map { $0.total.map { "\($0)" } })
            #expect(all.map { $0["kvinnor"] } == totals.map { $0.female.map { "\($0)" } })
        }
        // One group is its own total.
        let alone = try await ReportsTests.answer(ReportsTests.choice(.total, .unit), .karin, site)
        #expect(try CSVLines(ReportFile(alone, isForExcel: true).bytes).lines.count == 1)
    }

    @Test("what is kept back of all is kept back in the file")
    func hiddenTotal() async throws {
        let site = try TestSite()
        let answer = try await ReportsTests.answer(
            ReportsTests.choice(.age, .provider), .bo, site, on: ReportsTests.newYear)
        let line = try #require(try CSVLines(ReportFile(answer, isForExcel: true).bytes).first(where: "grupp", is: "Alla"))
        #expect(line["totalt"] == answer.totals?.first?.total.map { "\($0)" } ?? "dolt")
        #expect(line.values.contains("dolt"))
    }

    @Test("spells per 1 000 listed have the page's two decimals")
    func perThousand() async throws {
        let site = try TestSite()
        let units = [Fixture.unit, Fixture.otherUnit, Fixture.outsideUnit]
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for index in 0..<60 {
                let unit = units[index % 3]
                let certificate = Fixture.certificate(
                    "fler-\(index)", patient: Fixture.person(900 + index), unit: unit,
                    provider: unit == Fixture.outsideUnit ? Fixture.otherProvider : Fixture.provider)
                _ = try repository.store([NewCertificate(certificate)], importRun: 1)
            }
        }
        try await site.figures.refresh()
        try await RegionListReportTests.store([units.map(\.hsaID)], site)
        let answer = try await ReportsTests.answer(
            ReportsTests.choice(.listed, .region), .rita, site, on: ReportsTests.newYear)
        let lines = try CSVLines(ReportFile(answer, isForExcel: true).bytes)
        let line = try #require(lines.first(where: "listade", is: "1000"))
        let place = try #require(answer.table.groups.firstIndex { answer.listed?[$0] == 1_000 })
        let count = answer.table.count(group: place).total
        let rate = try #require(answer.rate(of: answer.table.groups[place], count: count))
        #expect(line["per_1000_listade"] == rate.text && rate.text.hasSuffix(",00"))
        #expect(lines.first(where: "grupp", is: "Alla")?["listade"] == "")
    }
}
