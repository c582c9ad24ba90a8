import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("One figure, one definition: whoever asks for a measure by sex over the year is told the same")
struct OneFigureTests {
    /// Those of the equity page whose months are not all finished at the same time.
    private static let measures = ["deltid-vid-start", "plan-over-28-dagar", "sjukfall-over-28-dagar"]
        .map(Measure.ID.init(rawValue:))

    private static func detail(_ id: Measure.ID, _ site: TestSite, for person: Cast = .karin) async throws -> GoalMeasures.Detail
    {
        try await site.measures.detail(id, rebases: [], for: site.viewer(person), on: Fixture.today)
    }

    private static func row(_ id: Measure.ID, _ site: TestSite) throws -> Equity.Row {
        let view = try #require(try site.equity.view(for: site.viewer(.karin), on: Fixture.today))
        return try #require(view.rows.first { $0.measure.id == id })
    }

    @Test(
        "the measure's groups, their file, the equity page and its file agree on women and men, and on the months",
        arguments: measures)
    func bySex(_ id: Measure.ID) async throws {
        let site = try await RandomUnit.site(patients: 300)
        let (detail, row) = (try await Self.detail(id, site), try Self.row(id, site))
        let sexes = try #require(row.comparisons.first)
        let groups = try #require(detail.strata.first { $0.stratifier == .sex }).groups
        let women = try #require(groups.first { $0.title == "Kvinnor" }).result
        let men = try #require(groups.first { $0.title == "Män" }).result
        #expect(women.count == sexes.first && men.count == sexes.second)
        #expect(sexes.first.total > 0 && sexes.second.total > 0)
        for result in [women, men, detail.year] { #expect(result.months == row.months && result.isSettled) }
        // Somebody came too late to be in the figure: the rule is what keeps them out.
        let all = try #require(detail.trend.months.last { $0.months.upperBound == Fixture.today.month })
        #expect(!all.isSettled && all.denominator > 0)

        let file = try #require(detail.file(.groups, isForExcel: true))
        let line = try #require(try CSVLines(file.bytes).first(where: "grupp", is: "Kvinnor"))
        let whole = try #require(try CSVLines(file.bytes).first(where: "grupp", is: "Alla"))
        #expect(whole["taljare"] == "\(detail.year.numerator)" && whole["namnare"] == "\(detail.year.denominator)")
        #expect(line["taljare"] == "\(sexes.first.count)" && line["namnare"] == "\(sexes.first.total)")
        #expect(line["fran_manad"] == "\(row.months.lowerBound)" && line["till_manad"] == "\(row.months.upperBound)")
        let view = try #require(try site.equity.view(for: site.viewer(.karin), on: Fixture.today))
        let equal = try #require(
            try CSVLines(view.file(isForExcel: true).bytes).lines.first {
                $0["matt"] == row.measure.title && $0["jamforelse"] == "Kvinnor jämfört med män"
            })
        #expect(equal["forsta_taljare"] == line["taljare"] && equal["forsta_namnare"] == line["namnare"])
        #expect(equal["till_manad"] == line["till_manad"])
    }

    @Test("the patients behind the figure are as many as the figure says")
    func patients() async throws {
        let site = try TestSite()
        // The last month is not over.
        for month in ["2026-09", "2026-10", "2026-11"] { try await site.addStarts(Month(iso: month)!, partTime: 4, of: 12) }
        try await site.figures.refresh()
        let measure = Measure.ID(rawValue: "deltid-vid-start")
        let detail = try await Self.detail(measure, site)
        let view = try await site.measureSpells.view(measure, for: site.viewer(.karin), at: site.clock.now)
        #expect(view.months == detail.year.months)
        #expect(view.rows.count == detail.year.denominator && view.rows.count(where: \.isHit) == detail.year.numerator)
    }

    @Test("the pages print it: the same counts of women and men, and the months that they are of")
    func pages() async throws {
        let site = try TestSite()
        for month in ["2026-09", "2026-10", "2026-11"] { try await site.addStarts(Month(iso: month)!, partTime: 4, of: 12) }
        try await site.figures.refresh()
        let bo = try await site.browser(.bo)
        func text(_ path: String) async throws -> String { try await bo.get(path).body.replacing(SwedishNumber.space, with: " ") }
        let view = try #require(try site.equity.view(for: site.viewer(.bo), on: Fixture.today))
        let row = try #require(view.rows.first { $0.measure.id.rawValue == "deltid-vid-start" })
        let sexes = try #require(row.comparisons.first)
        let (measure, equity) = (try await text("/mal/\(row.measure.id)"), try await text("/jamlikhet"))
        for count in [sexes.first, sexes.second] {
            #expect(
                measure.contains("\(count.count) av \(count.total) sjukfall")
                    && equity.contains("(\(count.count) av \(count.total))"))
        }
        #expect(measure.contains("Tolv månader, nov 2025 – okt 2026") && equity.contains("November 2025–oktober 2026."))
        // The card and the goal tell the newest finished month, as the measure's page does.
        let newest = try #require(try await Self.detail(row.measure.id, site, for: .bo).trend.newest)
        let count = MeasureText(newest, row.measure).count.replacing(SwedishNumber.space, with: " ")
        for path in ["/mal/\(row.measure.id)", "/mal", "/handlingsplan/1", "/oversikt"] {
            #expect(try await text(path).contains(count), "\(path)")
        }
    }

    @Test("a measure of the difference itself compares the same women and men as the equity page")
    func difference() async throws {
        let site = try await RandomUnit.site(patients: 300)
        let sexes = try #require(try Self.row(.init(rawValue: "deltid-vid-start"), site).comparisons.first)
        let detail = try await Self.detail(.init(rawValue: "skillnad-deltid"), site)
        #expect(detail.year.contrasts.first?.first == sexes.first && detail.year.contrasts.first?.second == sexes.second)
        #expect(detail.trend.newest?.months == detail.year.months, "its own window is the same year")
        #expect(detail.trend.newest?.count == detail.year.count)
    }

    @Test("what is counted on a day is counted today, and says which day that is")
    func today() async throws {
        let site = try await RandomUnit.site(patients: 300)
        let detail = try await Self.detail(.init(rawValue: "deltid-bland-pagaende"), site)
        #expect(detail.year.months == Fixture.today.month...Fixture.today.month)
        #expect(MeasureText(detail.year, detail.trend.measure).span == "I dag, \(Fixture.today.inWords)")
        let months = try await Self.detail(.init(rawValue: "deltid-vid-start"), site)
        #expect(MeasureText(months.year, months.trend.measure).span == "Tolv månader, nov 2025 – okt 2026")
    }

    @Test("a provider's units are compared over the same months as the measure's page tells")
    func peers() async throws {
        let site = try await RandomUnit.site(patients: 300)
        // Among them one of the days of a single month.
        for id in Self.measures + [Measure.ID(rawValue: "deltid-av-dagarna")] {
            let detail = try await Self.detail(id, site)
            #expect(detail.peers?.months == detail.year.months, "\(id)")
            #expect(detail.trend.measure.calculation.year(on: Fixture.today) == detail.year.months, "\(id)")
        }
    }

    @Test(
        "what is expected of those who are there on a day is of the last day of a month that is over: today's would tell who came to others"
    )
    func expectedOfDay() async throws {
        let site = try TestSite()
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for index in 0..<400 {
                // A third of them were over by today, and were there on the last day of October.
                let certificate = Fixture.certificate(
                    "dag-\(index)", patient: Fixture.person(1_000 + index), from: "2026-10-20",
                    through: index % 3 == 0 ? "2026-11-10" : "2026-12-31", percent: index % 4 == 0 ? 50 : 100,
                    unit: index % 5 == 0 ? Fixture.unit : Fixture.otherUnit)
                _ = try repository.store([NewCertificate(certificate)], importRun: 1)
            }
        }
        try await site.figures.refresh()
        let measure = Measure.ID(rawValue: "deltid-bland-pagaende")
        let detail = try await Self.detail(measure, site)
        let view = try await site.measureSpells.view(measure, for: site.viewer(.karin), at: site.clock.now)
        #expect(view.months == detail.year.months)
        let expected = try #require(detail.expected).unit
        // Of the fixture's own, not all have somebody alike at the other unit.
        #expect(expected.coverage > 0.9 && expected.size >= 80 && detail.year.denominator < 80)
        let october = try #require(Month(year: 2026, month: 10))
        #expect(detail.peers?.months == october...october && detail.year.months.upperBound == october + 1)
    }
}
