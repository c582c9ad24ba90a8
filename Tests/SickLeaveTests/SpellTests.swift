import SickLeave
import Testing

@Suite struct SpellTests {
    /// `12-20..12-31:100` of the winter 2023–2024: months 7–12 lie in 2023.
    static func day(_ text: Substring) -> Day {
        Day(iso: "\(text.prefix(2) > "06" ? 2023 : 2024)-\(text)")!
    }

    static func certificate(_ periods: String, signed: String, unit: String = "U", provider: String = "P") -> SpellCertificate {
        SpellCertificate(
            periods: periods.split(separator: " ").map { text in
                let parts = text.split(separator: ":")
                let days = parts[0].split(separator: ".")
                return SickLeavePeriod(
                    days: DayRange(day(days[0]), through: day(days[1]))!, extent: Extent(percent: Int(parts[1])!)!)
            },
            signedAt: LocalTime(day: day(signed[...])), careUnit: HSAID(rawValue: unit), careProvider: HSAID(rawValue: provider))!
    }

    private let newYear = Day(iso: "2024-01-01")!

    @Test("up to the gap's whole days between two certificates keep one spell", arguments: [(0, 1, 2), (4, 5, 6), (89, 90, 91)])
    func gap(joinsBelow: Int, joins: Int, parts: Int) {
        let first = Self.certificate("09-01..09-10:100", signed: "09-01")
        for (between, expected) in [(joinsBelow, 1), (joins, 1), (parts, 2)] {
            let start = Day(iso: "2023-09-10")! + between + 1
            let second = SpellCertificate(
                periods: [SickLeavePeriod(days: DayRange(start, through: start + 9)!, extent: .full)], signedAt: first.signedAt,
                careUnit: first.careUnit, careProvider: first.careProvider)!
            let spells = SpellRule(gap: joins).spells(of: [second, first])
            #expect(spells.count == expected, "\(between) days between")
            #expect(spells.map(\.netDays).reduce(0, +) == 20)
            #expect(spells[0].certificates.first == 1)
        }
    }

    @Test("with gap 0 adjoining certificates are one spell and a free day parts them")
    func noGap() {
        let list = ["12-01..12-10:100", "12-11..12-12:50", "12-14..12-20:50"].map { Self.certificate($0, signed: "12-01") }
        #expect(SpellRule(gap: 0).spells(of: list).map(\.certificates) == [[0, 1], [2]])
    }

    @Test("a nested certificate does not shorten the spell")
    func nested() {
        let list = [
            Self.certificate("12-01..01-05:100", signed: "12-01"), Self.certificate("01-06..02-20:100", signed: "01-01"),
            Self.certificate("01-07..01-12:50", signed: "01-01"), Self.certificate("02-22..03-10:50", signed: "01-01"),
        ]
        let spells = SpellRule.unit.spells(of: list)
        #expect(spells.map(\.certificates) == [[0, 1, 2, 3]])
        #expect(spells[0].days.last == Day(iso: "2024-03-10"))
        #expect(spells[0].netDays == 36 + 46 + 18)
        #expect(spells[0].certificateInForce(on: newYear, of: list) == 0)
    }

    @Test("of two certificates with the same days both stay in the spell and the one signed last speaks for it")
    func sameDays() {
        let list = [
            Self.certificate("01-01..01-20:50", signed: "01-02"), Self.certificate("01-01..01-20:100", signed: "01-01"),
        ]
        let spell = SpellRule.unit.spells(of: list)[0]
        #expect(spell.certificates == [1, 0])
        #expect(spell.netDays == 20)
        #expect(spell.extent(on: newYear, of: list) == .half)
    }

    @Test("a gap inside a certificate neither ends the spell nor parts it, however long, but its days are not net days")
    func gapInside() {
        let list = [Self.certificate("12-20..12-31:100 01-15..01-20:50", signed: "12-20")]
        let spells = SpellRule(gap: 0).spells(of: list)
        #expect(spells.count == 1)
        #expect(spells[0].netDays == 18)
        #expect(spells[0].status(on: newYear, of: list) == .ongoing)
        #expect(spells[0].certificateInForce(on: newYear, of: list) == 0)
        #expect(spells[0].extent(on: newYear, of: list) == nil)
        #expect(spells[0].dayInSpell(on: newYear) == 13)
        #expect(spells[0].netDays(through: newYear, of: list) == 12)
    }

    @Test("on a gap day between two certificates the spell holds together but is not ongoing; the ended one speaks for it")
    func gapBetween() {
        let list = [
            Self.certificate("12-01..12-30:100", signed: "12-01"), Self.certificate("01-03..01-20:50", signed: "12-29"),
        ]
        let spell = SpellRule.unit.spells(of: list)[0]
        #expect(spell.status(on: newYear, of: list) == .betweenCertificates)
        #expect(spell.certificateInForce(on: newYear, of: list) == 0)
        #expect(spell.status(on: Day(iso: "2023-11-30")!, of: list) == .notStarted)
        #expect(spell.certificateInForce(on: Day(iso: "2023-11-30")!, of: list) == nil)
        #expect(spell.status(on: Day(iso: "2024-01-20")!, of: list) == .ongoing)
        #expect(spell.status(on: Day(iso: "2024-01-21")!, of: list) == .ended)
    }

    @Test("after the end, the certificate that ended last speaks for the spell, whichever was signed last")
    func endedLast() {
        let list = [
            Self.certificate("12-01..12-20:100", signed: "12-25"), Self.certificate("12-21..12-28:50", signed: "12-21"),
        ]
        #expect(SpellRule.unit.spells(of: list)[0].certificateInForce(on: newYear, of: list) == 1)
    }

    @Test("a certificate with a period for the day goes before a later signed one that only runs over it")
    func certifiedGoesFirst() {
        let list = [
            Self.certificate("12-20..01-10:75", signed: "12-20"),
            Self.certificate("12-21..12-30:100 01-05..01-15:50", signed: "12-31"),
        ]
        #expect(SpellRule.unit.spells(of: list)[0].certificateInForce(on: newYear, of: list) == 0)
    }

    @Test("the scope decides whose certificates join")
    func scope() {
        let list = [
            Self.certificate("12-01..12-20:100", signed: "12-01", unit: "A", provider: "P"),
            Self.certificate("12-21..12-31:100", signed: "12-21", unit: "B", provider: "P"),
            Self.certificate("01-01..01-10:100", signed: "12-31", unit: "C", provider: "Q"),
        ]
        #expect(SpellRule(scope: .unit).spells(of: list).map(\.certificates) == [[0], [1], [2]])
        #expect(SpellRule(scope: .provider).spells(of: list).map(\.certificates) == [[0, 1], [2]])
        #expect(SpellRule(scope: .all).spells(of: list).map(\.certificates) == [[0, 1, 2]])
    }

    @Test("the forms for sickness benefit count; the employer's forms, infection carriers and empty certificates do not")
    func counts() {
        func counts(_ kind: CertificateKind, isInfectionCarrier: Bool = false, hasPeriods: Bool = true) -> Bool {
            Certificate.countsInSpells(kind: kind, isInfectionCarrier: isInfectionCarrier, hasPeriods: hasPeriods)
        }
        #expect(CertificateKind.allCases.filter { counts($0) } == [.fk7804, .fk7263])
        #expect(!counts(.fk7804, isInfectionCarrier: true))
        #expect(!counts(.fk7804, hasPeriods: false))
        #expect(
            SpellCertificate(
                periods: [], signedAt: LocalTime(day: newYear), careUnit: HSAID(rawValue: "U"), careProvider: HSAID(rawValue: "P")
            )
                == nil)
    }
}
