import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("The list of ongoing spells")
struct OngoingSpellsTests {
    private func page(
        _ site: TestSite, _ filter: OngoingSpellsFilter = .init(), settings: OngoingSpells.Settings = .init(), number: Int = 1,
        by person: Cast = .karin
    ) async throws -> OngoingSpells.Page {
        try await site.ongoingSpells.page(
            number, filter: filter, settings: settings, for: site.viewer(person), on: Fixture.today, at: site.clock.now)
    }

    private func names(_ site: TestSite, recentlyEnded: Int = 0, _ change: (inout OngoingSpellsFilter) -> Void) async throws
        -> [String]
    {
        var filter = OngoingSpellsFilter()
        filter.sort = .name
        change(&filter)
        return try await page(site, filter, settings: .init(recentlyEnded: recentlyEnded)).rows.map(\.name)
    }

    private let tova = Patients.tova.name
    private let nils = Patients.nils.name
    private let pia = Patients.pia.name
    private let emil = Patients.emil.name

    @Test("a line says what is true of the spell")
    func line() async throws {
        let rows = try await page(TestSite()).rows
        let row = try #require(rows.first { $0.name == nils })
        #expect(row.days == DayRange(Day(iso: "2026-09-01")!, through: Day(iso: "2026-12-15")!))
        #expect(row.dayInSpell == 81 && row.netDays == 106 && row.certificateCount == 2)
        #expect(row.extents.map(\.percent) == [50] && row.currentExtent == 0)
        #expect(row.doctorName == Fixture.otherDoctor.name && !row.hasPlan && row.late.contains { $0.limit.id == "plan-28" })
        let other = try #require(rows.first { $0.name == pia })
        #expect(other.hasPlan && other.unansweredCompletions == 1 && !other.late.contains { $0.limit.id == "plan-28" })
        #expect(other.statusSentence == "Försäkringskassan väntar på en komplettering.")
    }

    @Test("each filter lets through what it says")
    func filters() async throws {
        let site = try TestSite()
        let doctors = try await page(site).doctors
        #expect(doctors.map(\.name) == [Fixture.otherDoctor.name, Fixture.doctor.name])
        #expect(try await names(site) { $0.text = "ÖDMAN" } == [pia])
        #expect(try await names(site) { $0.text = "m54 alm" } == [nils])
        #expect(try await names(site) { $0.text = "m54 ek" } == [])
        #expect(try await names(site) { $0.text = Patients.tova.identifier.formatted } == [tova])
        #expect(try await names(site) { $0.text = "2026-12-15" } == [nils])
        #expect(try await names(site) { $0.text = "arbete" } == [nils, pia, tova])
        #expect(try await names(site) { $0.text = "studier" } == [])
        #expect(try await names(site) { $0.text = "pågår" } == [nils, pia, tova])
        #expect(try await names(site) { $0.text = "50 %" } == [nils])
        #expect(try await names(site) { $0.text = "komplettering" } == [pia])
        #expect(try await names(site) { $0.chapter = .mental } == [pia, tova])
        #expect(try await names(site) { $0.chapter = .musculoskeletal } == [nils])
        #expect(try await names(site) { $0.doctor = doctors[0].number } == [nils])
        #expect(try await names(site) { $0.ages = 46...46 } == [tova])
        #expect(try await names(site) { $0.ages = 0...45 } == [nils, pia])
        #expect(try await names(site) { $0.lengths = [.from15] } == [tova])
        #expect(try await names(site) { $0.lengths = [.from31, .from91] } == [nils, pia])
        #expect(try await names(site) { $0.status = .ongoing } == [nils, pia, tova])
        #expect(try await names(site) { $0.status = .betweenCertificates } == [])
        #expect(try await names(site, recentlyEnded: 5) { $0.status = .ended } == [emil])
        #expect(try await names(site, recentlyEnded: 4) { $0.status = .ended } == [])
        #expect(try await names(site) { $0.messages = .unanswered } == [pia])
        #expect(try await names(site) { $0.messages = .unansweredCompletion } == [pia])
        #expect(try await names(site) { $0.messages = .unansweredQuestion } == [])
        #expect(try await names(site) { $0.messages = .none } == [nils, tova])
        #expect(try await names(site) { $0.occupation = .work } == [nils, pia, tova])
        #expect(try await names(site) { $0.occupation = .studies } == [])
        #expect(try await names(site) { $0.endsFrom = Day(iso: "2026-12-01") } == [nils])
        #expect(try await names(site) { $0.endsThrough = Day(iso: "2026-11-25") } == [pia])
        #expect(try await names(site) { $0.attention = .withoutPlan } == [nils])
        #expect(try await names(site) { $0.attention = .nobodyResponsible } == [nils, pia, tova])
    }

    @Test("what wants attention is counted as its own filter shows it")
    func attention() async throws {
        let site = try TestSite()
        let all = try await page(site)
        for kind in OngoingSpellsFilter.Attention.allCases {
            let shown = try await names(site) { $0.attention = kind }
            #expect(all.attention[kind] == shown.count, "\(kind)")
            let expected = all.rows.filter { row in
                switch kind {
                case .withoutPlan: !row.hasPlan && row.dayInSpell > 28 && row.status != .ended
                case .endingWithinWeek: row.status == .ongoing && (0...7).contains(row.days.last - Fixture.today)
                case .deadlineToday: row.next?.daysLeft == 0
                case .deadlineWithinWeek: row.next.map { (0...7).contains($0.daysLeft) } ?? false
                case .late: row.isLate
                case .nobodyResponsible: row.responsible == nil && (row.status != .ended || row.unansweredMessages > 0)
                }
            }
            #expect(Set(shown) == Set(expected.map(\.name)))
        }
        #expect(all.attention[.late].map { $0 > 0 } == true)
        // Counted among what else the filter lets through.
        var filter = OngoingSpellsFilter()
        filter.chapter = .mental
        filter.attention = .withoutPlan
        let mental = try await page(site, filter)
        #expect(mental.attention[.nobodyResponsible] == 2 && mental.attention[.withoutPlan] == mental.matching)
    }

    @Test("a physician's own patients are those that the physician certifies")
    func mine() async throws {
        let site = try TestSite()
        var filter = OngoingSpellsFilter()
        filter.whose = .mine
        filter.sort = .name
        #expect(try await page(site, filter, by: .anna).rows.map(\.name) == [pia, tova])
    }

    @Test("names stand in Swedish order")
    func swedish() async throws {
        let site = try TestSite()
        #expect(
            try await names(site, recentlyEnded: 14) { $0.sort = .name }
                == [tova, nils, emil, pia].sorted { SwedishOrder.key($0) < SwedishOrder.key($1) })
        #expect(SwedishOrder.key("Åkerman") < SwedishOrder.key("Ärlig") && SwedishOrder.key("Ärlig") < SwedishOrder.key("Ödman"))
    }

    @Test("every column sorts both ways", arguments: OngoingSpellsFilter.Sort.allCases)
    func sorting(column: OngoingSpellsFilter.Sort) async throws {
        let site = try await RandomUnit.site(patients: 40)
        var filter = OngoingSpellsFilter()
        filter.sort = column
        let rising = try await page(site, filter, settings: .init(recentlyEnded: 14)).rows
        filter.isDescending = true
        let falling = try await page(site, filter, settings: .init(recentlyEnded: 14)).rows
        #expect(rising.count > 20 && Set(rising) == Set(falling))
        let (up, down) = (rising.map { key($0, column) }, falling.map { key($0, column) })
        #expect(zip(up, up.dropFirst()).allSatisfy { $0 <= $1 }, "\(up)")
        #expect(zip(down, down.dropFirst()).allSatisfy { $0 >= $1 }, "\(down)")
    }

    @Test("the list's own order is by what is most urgent, and no column's")
    func urgency() async throws {
        let site = try await RandomUnit.site(patients: 40)
        func order(_ row: OngoingSpellRow) -> Int { row.late.first.map { -10_000 + $0.daysLeft } ?? row.next?.daysLeft ?? .max }
        func shown(_ filter: OngoingSpellsFilter) async throws -> [Int] {
            try await page(site, filter, settings: .init(recentlyEnded: 14)).rows.map(order)
        }
        var filter = OngoingSpellsFilter()
        let up = try await shown(filter)
        #expect(up.count > 20 && up.contains { $0 < 0 } && up == up.sorted())
        filter.isDescending = true
        #expect(try await shown(filter) == up.reversed())
        (filter.sort, filter.isDescending) = (.deadline, false)
        #expect(try await shown(filter) != up)
    }

    /// The obvious twin of each column's order: a text for each line.
    private func key(_ row: OngoingSpellRow, _ column: OngoingSpellsFilter.Sort) -> String {
        func number(_ value: Int) -> String { "\(value + 2_000_000_000)" }
        return switch column {
        case .status: number(Int(row.status.rawValue))
        case .identifier: row.identifier.canonical
        case .age: number(row.age ?? 999)
        case .name: SwedishOrder.key(row.name)
        case .sex: row.sex.map { number(Int($0.rawValue)) } ?? "~"
        case .diagnosis: row.diagnosis?.code ?? "~"
        case .occupation: row.occupations.first.map { number(Int($0.rawValue)) } ?? "~"
        case .first: number(row.days.first.number)
        case .last: number(row.days.last.number)
        case .length: number(row.netDays)
        case .day: number(row.dayInSpell)
        case .certificates: number(row.certificateCount)
        case .extent: number(row.currentExtent.map { row.extents[$0].percent } ?? 0)
        case .messages: number(-row.unansweredMessages)
        case .deadline: row.next.map { number($0.date.number) } ?? "~"
        case .plan: row.hasPlan ? "1" : "0"
        case .responsible: SwedishOrder.key(row.responsible?.name ?? "")
        case .doctor: SwedishOrder.key(row.doctorName)
        }
    }

    @Test("pages follow on each other and hold every line once; a page beyond the last is the last")
    func paging() async throws {
        let site = try await RandomUnit.site(patients: 150, allOngoing: true)
        var seen: [String] = []
        let first = try await page(site)
        #expect(first.pageCount == 3 && first.total == 150 && first.matching == 150)
        for number in 1...first.pageCount {
            let shown = try await page(site, number: number)
            #expect(shown.page == number && shown.rows.count == 50)
            seen += shown.rows.map(\.patient)
        }
        #expect(seen.count == 150 && Set(seen).count == 150)
        #expect(try await page(site, number: .max).page == 3)
        #expect(try await page(site, number: .min).page == 1)
        // Each look is logged with the patients of its own page.
        #expect(try site.database.readBlocking { try $0.all("SELECT DISTINCT size FROM patient_set") { $0.int(0) } } == [50])
    }

    @Test("the gap decides which certificates are one spell")
    func gap() async throws {
        let (site, folder) = (try TestSite(), try ImportFolder())
        try site.database.imports([
            try folder.write("a.csv", Export.certificates([Export.certificate("g", periods: "2026-10-01..2026-10-20:100")]))
        ])
        try await site.figures.refresh()
        func days(_ gap: Int) async throws -> Day? {
            try await page(site, settings: .init(gap: gap)).rows.first { $0.name == tova }?.days.first
        }
        // Eleven days lie between the 20th of October and the 1st of November.
        #expect(try await days(10) == Day(iso: "2026-11-01"))
        #expect(try await days(11) == Day(iso: "2026-10-01"))
        #expect(OngoingSpells.Settings(gap: 1_000, recentlyEnded: -3) == OngoingSpells.Settings(gap: 90, recentlyEnded: 0))
    }

    @Test("the list and the patient's page say the same of every spell")
    func agrees() async throws {
        let site = try await RandomUnit.site(patients: 60)
        let settings = OngoingSpells.Settings(gap: 9, recentlyEnded: 14)
        let viewer = try site.viewer(.karin)
        for number in 1...2 {
            let rows = try await page(site, settings: settings, number: number).rows
            #expect(!rows.isEmpty)
            for row in rows {
                let view = try await site.patientSpell.view(
                    patient: row.patient, spellStart: row.days.first, settings: settings, for: viewer, on: Fixture.today,
                    at: site.clock.now)
                let spell = try #require(view.shown.map { view.spells[$0] })
                #expect(
                    spell.days == row.days && spell.netDays == row.netDays && spell.dayInSpell == row.dayInSpell, "\(row.name)")
                #expect(
                    spell.status == row.status && spell.hasPlan == row.hasPlan && spell.certificates.count == row.certificateCount
                )
                #expect(spell.diagnosis?.code == row.diagnosis && spell.late == row.late)
                #expect(spell.currentExtent == row.currentExtent.map { row.extents[$0] })
                #expect(view.identifier == row.identifier && view.name == row.name && view.age == row.age)
            }
        }
    }

    @Test("the overview counts what the list shows")
    func overview() async throws {
        let site = try await RandomUnit.site(patients: 60)
        let rows = try await page(site).rows + page(site, number: 2).rows
        let unique = Dictionary(rows.map { ($0.patient + "\($0.days.first)", $0) }, uniquingKeysWith: { first, _ in first })
            .values
        let due = try await site.ongoingSpells.deadlineCounts(settings: .init(), for: site.viewer(.karin), on: Fixture.today)
        #expect(due.attention[.late] == unique.count(where: \.isLate))
        #expect(due.attention[.withoutPlan] == unique.count { !$0.hasPlan && $0.dayInSpell > 28 })
        #expect(due.attention[.deadlineToday] == unique.count { $0.next?.daysLeft == 0 })
        #expect(due.attention[.nobodyResponsible] == unique.count)
        #expect(due.attention[.late] ?? 0 > 0 && due.attention[.withoutPlan] ?? 0 > 0)
    }
}
