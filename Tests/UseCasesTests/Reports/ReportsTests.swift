import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("Reports for a person")
struct ReportsTests {
    static func choice(_ kind: ReportKind, _ level: ReportLevel, _ shape: Report.Shape = .whole) -> ReportChoice {
        ReportChoice(kind, level: level, shape: shape)
    }

    static func answer(
        _ choice: ReportChoice, _ person: Cast, _ site: TestSite, on day: Day = Fixture.today
    ) async throws -> ReportAnswer {
        try await site.reports.answer(choice, for: site.viewer(person), on: day)
    }

    /// When the half-year of all the fixture's spells is over.
    static let newYear = Day(iso: "2027-01-15")!

    /// All spells of November, as they are shown when it is over.
    static func november(_ level: ReportLevel, _ person: Cast, _ site: TestSite) async throws -> PublishedCounts {
        var choice = choice(.total, level, .series)
        choice.period = .init(first: Month(iso: "2026-11"), last: Month(iso: "2026-11"))
        return try await answer(choice, person, site, on: newYear).table.count()
    }

    @Test("the unit's own figures are those of its patients, whoever looks, and nothing is hidden")
    func unit() async throws {
        let site = try TestSite()
        for person in [Cast.anna, .bo, .karin] {
            let answer = try await Self.answer(Self.choice(.total, .unit), person, site)
            // Tova, Nils, Pia and Emil; Ola is at the next unit.
            #expect(answer.table.count().total == 4)
            #expect(answer.disclosure == nil && !answer.hasHidden)
        }
        let months = try await Self.answer(Self.choice(.total, .unit, .series), .bo, site)
        #expect(months.table.periods.count == 18)
        #expect(months.table.count(period: 17).total == 4)
        #expect(months.table.count(period: 15).total == 1, "Nils, in September")
        #expect(months.table.count(period: 14).total == 0)
    }

    @Test("above the unit small counts are kept back, with no filter to get around it")
    func provider() async throws {
        let site = try TestSite()
        var choice = Self.choice(.age, .provider)
        choice.ages = [.from41]
        choice.diagnoses = [.category(543)]
        let answer = try await Self.answer(choice, .anna, site, on: Self.newYear)
        #expect(!answer.choice.hasFilter)
        // Five patients in all, each group smaller than that.
        #expect(
            answer.table.groups.indices.allSatisfy { group in
                let count = answer.table.count(group: group)
                return count.total == nil || count.total == 0
            })
        #expect(answer.hasHidden)
        // Everybody is counted once, which is as much as the table's own sum says.
        #expect(answer.totals?.first?.female == nil)
    }

    @Test("named doctors are shown inside the unit only, and only to those who may see them")
    func doctors() async throws {
        let site = try TestSite()
        let lead = try await Self.answer(Self.choice(.doctor, .unit), .bo, site)
        #expect(Set(lead.table.groups.map(lead.title)) == [Fixture.doctor.name, Fixture.otherDoctor.name])
        for person in [Cast.anna, .karin, .fatima, .rita] {
            await #expect(throws: UseCaseError.notAllowed(.seePhysicians)) {
                try await Self.answer(Self.choice(.doctor, .unit), person, site)
            }
        }
        // Asked for at another level the lead still gets the own unit.
        #expect(try await Self.answer(Self.choice(.doctor, .provider), .bo, site).choice.level == .unit)
    }

    @Test("the region sees aggregates, never a unit's own page; roles without figures see nothing")
    func region() async throws {
        let site = try TestSite()
        let answer = try await Self.answer(Self.choice(.total, .unit), .rita, site)
        // One level and no more: two of them less each other would tell of those who are in the one only.
        #expect(answer.choice.level == .all)
        #expect(answer.levels == [.all])
        for person in [Cast.sven, .lena] {
            await #expect(throws: UseCaseError.notAllowed(.seeFigures)) {
                try await Self.answer(Self.choice(.total, .provider), person, site)
            }
        }
    }

    @Test("units that a person sees in full in another role are taken off what is shown above them")
    func anotherRole() async throws {
        let site = try TestSite()
        #expect(try await Self.november(.all, .rita, site).total == 6)
        try site.accounts.assign(
            .physician, to: "rita", at: Fixture.unit.hsaID, from: Fixture.today, at: site.clock.now, needsAnalysis: false)
        // Four of the six are there: two are left.
        #expect(try await Self.november(.all, .rita, site).total == nil)
    }

    private static let unknownUnit = HSAID(rawValue: "SE9900990009-1001")

    @Test("a region's list decides whose spells count, the newest one; what cannot be read changes nothing")
    func regionList() async throws {
        let site = try TestSite()
        let rita = try site.viewer(.rita)
        await #expect(throws: UseCaseError.notAllowed(.seeRegionFigures)) {
            try await site.regionLists.view(for: site.viewer(.bo))
        }
        #expect(try await site.regionLists.view(for: rita).uploadedAt == nil)
        await #expect(throws: UseCaseError.self) {
            try await site.regionLists.preview(Array("inget".utf8), named: "lista.csv", for: rita)
        }
        try await RegionListReportTests.store(
            [[Fixture.otherUnit.hsaID], [Fixture.unit.hsaID, Fixture.outsideUnit.hsaID, Self.unknownUnit]], site)
        let view = try await site.regionLists.view(for: rita)
        #expect(view.units == 3 && view.unitsWithListed == 1 && view.unknown == [Self.unknownUnit.rawValue])
        let answer = try await Self.answer(Self.choice(.total, .region), .rita, site, on: Self.newYear)
        #expect(answer.choice.level == .region)
        // Tova, Nils, Pia, Emil and Greta of another provider make five: too near to all, which was seen before there was a list.
        #expect(answer.place == "Regionens 2\u{A0}vårdenheter på listan")
        #expect(try await Self.november(.region, .rita, site).total == nil)
        let listed = try await Self.answer(Self.choice(.listed, .region), .rita, site)
        #expect(listed.listed?.values.sorted() == [1_000])
    }

    @Test("no two whole periods that can be asked for above the unit overlap, and none grows from day to day")
    func wholePeriods() async throws {
        let site = try TestSite()
        let months = (0..<30).map { Month(iso: "2024-08")! + $0 }
        for kind in [ReportKind.total, .certificates, .messages, .completions] {
            var given: Set<ClosedRange<Month>> = []
            for length in [1, 4, 12] {
                for first in months {
                    var choice = Self.choice(kind, .provider)
                    choice.period = .init(first: first, last: first + (length - 1))
                    given.insert(try await Self.answer(choice, .bo, site).report.months)
                }
            }
            #expect(given.count == 4)
            for period in given {
                #expect(period.upperBound.lastDay < Fixture.today)
                #expect(given.allSatisfy { $0 == period || !$0.overlaps(period) })
            }
        }
        // Nor does a series have the running month; at the own unit anything can be asked for.
        var choice = Self.choice(.total, .provider, .series)
        #expect(try await Self.answer(choice, .bo, site).report.months.upperBound == Month(iso: "2026-10"))
        choice.level = .unit
        choice.shape = .whole
        choice.period = .init(first: Month(iso: "2026-11"), last: Month(iso: "2026-11"))
        #expect(try await Self.answer(choice, .bo, site).report.months == Month(iso: "2026-11")!...Month(iso: "2026-11")!)
    }

    @Test(
        "above the unit the running month is told to be shown when it is over, and a half-year that cannot be read to be chosen")
    func periodNotices() async throws {
        let site = try TestSite()
        func notice(_ shape: Report.Shape, _ level: ReportLevel, _ month: String?) async throws -> String? {
            var choice = Self.choice(.total, level, shape)
            choice.period = .init(first: month.flatMap { Month(iso: $0) }, last: month.flatMap { Month(iso: $0) })
            return try await Self.answer(choice, .bo, site).faults.first
        }
        #expect(try await notice(.series, .provider, "2026-11")?.contains("Den senaste är oktober 2026") == true)
        #expect(try await notice(.series, .provider, "2026-12")?.contains("framtiden") == true)
        #expect(try await notice(.series, .unit, "2026-11") == nil)
        #expect(try await notice(.whole, .provider, nil)?.contains("Välj ett halvår") == true)
        // One month is no half-year, and the running one is not over.
        #expect(try await notice(.whole, .provider, "2026-04")?.contains("visas januari 2026–juni 2026.") == true)
        #expect(try await notice(.whole, .unit, nil)?.contains("en första och en sista månad") == true)
    }

    @Test("a half-year keeps back what is left of it when one of its months is taken off")
    func monthOffHalfYear() async throws {
        let site = try TestSite()
        // Six in all: all of them in November, and all but two in December.
        #expect(try await Self.november(.all, .rita, site).total == 6)
        #expect(try await Self.answer(Self.choice(.total, .all), .rita, site, on: Self.newYear).table.count().total == nil)
    }

    @Test("the overview above the unit shows of the half-year what its reports show")
    func overview() async throws {
        let site = try TestSite()
        let overview = try await site.reports.overview(level: .provider, for: site.viewer(.bo), on: Self.newYear)
        #expect(overview.now == Month(iso: "2026-07")!...Month(iso: "2026-12")!)
        #expect(overview.before == Month(iso: "2025-07")!...Month(iso: "2025-12")!)
        let kinds: [ReportKind] = [.total, .diagnosisGroups, .age, .extent, .length, .overNinety]
        #expect(overview.sections.map(\.title) == kinds.map(\.title))
        for (kind, section) in zip(kinds, overview.sections) {
            let report = try await Self.answer(Self.choice(kind, .provider), .bo, site, on: Self.newYear)
            #expect(section.rows.map(\.now) == report.table.groups.indices.map { report.table.count(group: $0) })
        }
        #expect(overview.sections.flatMap(\.rows).contains { $0.now.isHidden })
    }

    @Test("filters choose certificates at the own unit, and a diagnosis that is none is told")
    func filters() async throws {
        let site = try TestSite()
        var choice = Self.choice(.total, .unit)
        let words = ReportChoice.diagnoses(in: "M54.5, påhitt")
        choice.diagnoses = words.nodes
        choice.unreadable = words.unreadable.map { .init(.diagnosis, $0) }
        let answer = try await Self.answer(choice, .bo, site)
        #expect(answer.table.count().total == 1, "Nils alone has M54.5")
        #expect(answer.faults.count == 1 && answer.faults[0].contains("diagnos påhitt"))
        #expect(throws: UseCaseError.invalid(answer.faults[0])) { try ReportFile(answer, isForExcel: false) }
    }

    @Test(
        "the file has a row for each period and group and for all groups together, in both flavours, and texts that a spreadsheet cannot run"
    )
    func file() async throws {
        let site = try TestSite(.hostile)
        let answer = try await Self.answer(Self.choice(.doctor, .unit), .bo, site)
        let open = String(decoding: try ReportFile(answer, isForExcel: false).bytes, as: UTF8.self)
        #expect(open.hasPrefix("fran_manad,till_manad,grupp,totalt,kvinnor,man\n2025-12,2026-11,"))
        // Headings, all together, and each.
        #expect(open.split(separator: "\n").count == 2 + answer.table.groups.count)
        let excel = String(decoding: try ReportFile(answer, isForExcel: true).bytes, as: UTF8.self)
        #expect(excel.hasPrefix("\u{FEFF}fran_manad;till_manad;grupp;totalt;kvinnor;man\r\n"))
        let hidden = try await Self.answer(Self.choice(.age, .provider), .bo, site, on: Self.newYear)
        #expect(String(decoding: try ReportFile(hidden, isForExcel: false).bytes, as: UTF8.self).contains(",dolt,"))
    }

    private static func doctors(_ sex: LegalSex?, _ age: PhysicianGroup.Age) throws -> ReportGroup {
        .physicians(try #require(PhysicianGroup.all.first { $0.sex == sex && $0.age == age }))
    }

    @Test("a unit's county and a doctor's sex and age come from the registers, and stay unknown without them")
    func registers() async throws {
        let site = try TestSite()
        func groups(_ kind: ReportKind, _ level: ReportLevel, _ person: Cast = .bo) async throws -> [ReportGroup] {
            let table = try await Self.answer(Self.choice(kind, level), person, site, on: Self.newYear).table
            return table.groups.indices.filter { table.count(group: $0).total != 0 }.map { table.groups[$0] }
        }
        #expect(try await groups(.county, .all, .rita) == [.county(nil)])
        #expect(try await groups(.doctorAgeAndSex, .unit) == [try Self.doctors(nil, .unknown)])
        let unit = CareUnit(
            hsaID: Fixture.unit.hsaID, name: Fixture.unit.name, careProvider: Fixture.provider, parent: nil, county: .skane)
        let doctor = StaffMember(
            hsaID: Fixture.doctor.hsaID, name: Fixture.doctor.name, careUnit: Fixture.unit.hsaID, position: "201010",
            isPhysician: true, trainedOn: nil, employedFrom: nil, employedThrough: nil, sex: .female, birthYear: 1979)
        try await site.database.write { connection in
            let organisation = OrganisationRepository(connection, registry: Registry())
            _ = try organisation.store(unit)
            _ = try organisation.store(doctor)
            try ExportRows(connection).forEachUnit { if $0.hsaID == unit.hsaID { #expect($0 == unit) } }
            try ExportRows(connection).forEachStaffMember { if $0.hsaID == doctor.hsaID { #expect($0 == doctor) } }
        }
        try await site.figures.refresh()
        #expect(try await groups(.county, .all, .rita).contains(.county(.skane)))
        // Where units are shown counties are not: one less the other would tell of a unit.
        await #expect(throws: UseCaseError.self) { try await groups(.county, .provider) }
        // Anna is 47 in the last year of the report.
        #expect(
            try await groups(.doctorAgeAndSex, .unit) == [
                try Self.doctors(.female, .from40), try Self.doctors(nil, .unknown),
            ])
    }

    @Test("every report answers for every level that it offers, with a sentence", arguments: ReportKind.allCases)
    func all(kind: ReportKind) async throws {
        let site = try TestSite()
        for person in [Cast.bo, .rita] {
            let offered = try await site.reports.offers(for: site.viewer(person)).contains { $0.kind == kind && !$0.needsList }
            for level in offered ? kind.levels : [] {
                for asked in kind.shapes {
                    let answer = try await Self.answer(Self.choice(kind, level, asked), person, site)
                    let shape = answer.choice.shape
                    #expect(!answer.summary.isEmpty)
                    #expect(answer.table.periods.count == (shape == .series ? 18 : 1))
                }
            }
        }
    }
}
