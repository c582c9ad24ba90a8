import SickLeave
import Statistics
import Testing

@Suite struct ReportTwinTests {
    private static let months = Month(year: 2013, month: 9)!...Month(year: 2015, month: 2)!

    /// The groupings by what each says of a spell in a series (`last`) and in a whole period (`each`).
    private static var groupings: [(ReportGrouping, (ReportTwin.Spell) -> [String], (ReportTwin.Spell) -> [String])] {
        [
            (.total, { _ in ["alla"] }, { _ in ["alla"] }),
            (.longerThan(90), { $0.length > 90 ? ["alla"] : [] }, { $0.length > 90 ? ["alla"] : [] }),
            (.length, { ["\(LengthGroup.Report(days: $0.length))"] }, { ["\(LengthGroup.Report(days: $0.length))"] }),
            (.age, { [age($0)] }, { [age($0)] }),
            (.certificatesPerSpell, { ["\(min($0.certificates, 11))"] }, { ["\(min($0.certificates, 11))"] }),
            (.extent, { ["\($0.lines.last!.extent)"] }, { Array(Set($0.lines.map { "\($0.extent)" })) }),
            (.chapter, { [chapter($0.lines.last!)] }, { Array(Set($0.lines.map(chapter))) }),
            (.careUnit, { ["\($0.lines.last!.item.careUnit)"] }, { Array(Set($0.lines.map { "\($0.item.careUnit)" })) }),
            (.doctor, { ["\($0.lines.last!.item.doctor)"] }, { Array(Set($0.lines.map { "\($0.item.doctor)" })) }),
        ]
    }

    private static func age(_ spell: ReportTwin.Spell) -> String { "\(AgeGroup.Report(age: spell.lines.map(\.age).max()!))" }

    private static func chapter(_ line: ReportWorld.Line) -> String {
        let placed = PlacedDiagnosis(line.item.code)
        return placed.category.flatMap(DiagnosisChapter.init(categoryNumber:)).map { "\($0)" } ?? "utan"
    }

    private static func name(_ group: ReportGroup, _ world: ReportWorld) -> String {
        switch group {
        case .total, .longerThan: "alla"
        case .length(let length): "\(length)"
        case .age(let age): "\(age)"
        case .certificates(let count): "\(count)"
        case .extent(let percent): "\(percent)"
        case .diagnosis(.chapter(let chapter)): "\(chapter)"
        case .unit(let unit): "\(world.snapshot.units.number[Int(unit.rawValue)])"
        case .doctor(let doctor): "\(world.snapshot.professionals.number[Int(doctor)])"
        default: "utan"
        }
    }

    /// Who sees what, in both worlds.
    private static func views(_ world: ReportWorld) -> [(ReportScope, ReportFilter, ReportTwin)] {
        var diagnoses = ReportFilter()
        diagnoses.diagnoses = [.chapter(.mental), .code("M545")]
        diagnoses.ages = [.from31, .from36, .from41, .from46, .from51, .over65]
        var lengths = ReportFilter()
        lengths.lengths = [.from15, .from31, .from91]
        var unit = ReportFilter()
        unit.units = [world.unit(11)]
        func twin(
            _ provider: Int32?, isLimited: Bool = true, lengths: Set<LengthGroup.Report>? = nil,
            _ isVisible: @escaping (ReportWorld.Line) -> Bool
        ) -> ReportTwin {
            ReportTwin(world: world, isVisible: isVisible, provider: provider, isLimited: isLimited, lengths: lengths)
        }
        let seven = world.provider(7)
        return [
            (ReportScope(.national), ReportFilter(), twin(nil, isLimited: false) { _ in true }),
            (ReportScope(.provider(seven)), ReportFilter(), twin(7, isLimited: false) { _ in true }),
            (ReportScope(.careUnits([world.unit(10)], provider: seven)), ReportFilter(), twin(7) { $0.item.careUnit == 10 }),
            (ReportScope(.careUnits([world.unit(10)], provider: seven)), unit, twin(7) { $0.item.unit == 11 }),
            (
                ReportScope(.region([world.unit(20), world.unit(30)])), ReportFilter(),
                twin(nil) { [20, 30].contains($0.item.careUnit) }
            ),
            (
                ReportScope(.provider(seven)), diagnoses,
                twin(7) { line in
                    let placed = PlacedDiagnosis(line.item.code)
                    return diagnoses.diagnoses!.contains { placed.belongs(to: $0) }
                        && diagnoses.ages!.contains(AgeGroup.Report(age: line.age))
                }
            ),
            (ReportScope(.provider(seven)), lengths, twin(7, lengths: lengths.lengths) { _ in true }),
        ]
    }

    @Test("every grouping in every view counts as the slow twin does", arguments: [1, 2, 3] as [UInt64])
    func agrees(seed: UInt64) {
        let world = ReportWorld(seed: seed, patients: 60)
        for (scope, filter, twin) in Self.views(world) {
            for (grouping, last, each) in Self.groupings {
                for shape in [Report.Shape.series, .whole] {
                    let report = Report(.spells, by: grouping, shape: shape, months: Self.months, scope: scope, filter: filter)
                    let table = world.snapshot.evaluate(report, on: ReportWorld.today)
                    for (place, period) in table.periods.enumerated() {
                        let window = DayRange(period.lowerBound.firstDay, through: period.upperBound.lastDay)!
                        var found: [String: Int] = [:]
                        for group in table.groups.indices {
                            let count = table.count(period: place, group: group)
                            let name = Self.name(table.groups[group], world)
                            if count.female > 0 { found["\(name) 0"] = count.female }
                            if count.male > 0 { found["\(name) 1"] = count.male }
                        }
                        let expected = twin.counts(window, shape == .series ? last : each)
                        #expect(found == expected, "\(grouping) \(scope) \(period)")
                    }
                }
            }
        }
    }

    @Test("several reports and populations read at once count as each by itself", arguments: [1, 2, 3] as [UInt64])
    func together(seed: UInt64) {
        let world = ReportWorld(seed: seed, patients: 80)
        func region(_ units: Int32...) -> ReportScope { ReportScope(.region(Set(units.map(world.unit)))) }
        let scopes = [
            ReportScope(.national), region(10, 20), region(20, 30), region(40), region(10, 20, 30, 40), region(10), region(),
            ReportScope(.provider(world.provider(7))),
        ]
        let reports = (Self.groupings.map(\.0) + [.position, .doctorAgeAndSex, .county]).flatMap { grouping in
            [Report.Shape.series, .whole].map {
                Report(.spells, by: grouping, shape: $0, months: Self.months, scope: scopes[0])
            }
        }
        let together = world.snapshot.evaluate(reports, of: scopes, on: ReportWorld.today)
        for (report, tables) in zip(reports, together) {
            #expect(tables == world.snapshot.evaluate([report], of: scopes, on: ReportWorld.today)[0])
            for (scope, table) in zip(scopes, tables) {
                var alone = report
                alone.scope = scope
                #expect(table == world.snapshot.evaluate(alone, on: ReportWorld.today), "\(report.grouping) \(scope)")
            }
        }
    }

    @Test("what is below the cutoff at one provider does not reach the sum")
    func cutoff() {
        let world = ReportWorld(seed: 9, patients: 40)
        let report = { (scope: ReportScope) in
            Report(.spells, by: .chapter, shape: .series, months: Self.months, scope: scope)
        }
        func table(_ scope: ReportScope) -> ReportTable { world.snapshot.evaluate(report(scope), on: ReportWorld.today) }
        let published = table(ReportScope(.national, cutoff: .perSex(4)))
        let providers = [7, 8].map { table(ReportScope(.provider(world.provider($0)))) }
        var hidden = 0
        for period in published.periods.indices {
            for (place, group) in published.groups.enumerated() {
                var expected = SexCounts()
                for provider in providers {
                    guard let own = provider.groups.firstIndex(of: group) else { continue }
                    let count = provider.count(period: period, group: own)
                    expected.female += count.female < 4 ? 0 : count.female
                    expected.male += count.male < 4 ? 0 : count.male
                    hidden += (1...3).contains(count.female) ? 1 : 0
                }
                #expect(published.count(period: period, group: place) == expected)
            }
        }
        #expect(hidden > 0)
    }
}
