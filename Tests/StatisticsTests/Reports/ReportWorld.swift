import SickLeave
import Statistics

/// Seeded patients with certificates of several units and providers that nest, overlap and leave gaps, held as plain values and as
/// a snapshot.
struct ReportWorld {
    struct Item {
        var number: Int32
        var person: Int32
        var unit: Int32
        var careUnit: Int32
        var provider: Int32
        var doctor: Int32
        var type: CertificateType
        var isRevoked: Bool
        var code: DiagnosisCode?
        var periods: [SickLeavePeriod]
    }

    /// One period of a certificate that makes spells.
    struct Line {
        var item: Item
        var days: DayRange
        var extent: Int
        var age: Int
    }

    static let today = Day(iso: "2015-02-10")!
    private static let careUnits: [Int32: Int32] = [10: 10, 11: 10, 20: 20, 30: 30, 31: 30, 40: 40]
    private static let providers: [Int32: Int32] = [10: 7, 20: 7, 30: 8, 40: 7]
    private static let codes = ["F432", "F438A", "F32", "M545", "A099", "P99", ""]

    private(set) var items: [Item] = []
    private(set) var births: [Int32: Day] = [:]
    let snapshot: Snapshot

    init(seed: UInt64, patients: Int) {
        var random = SpellRandom(state: seed)
        for person in 1...Int32(patients) {
            births[person] = Day(year: 1945 + random.upTo(60), month: 1 + random.upTo(12), day: 1 + random.upTo(28))!
            for _ in 0...random.upTo(7) { items.append(Self.item(Int32(items.count + 1), person, &random)) }
        }
        snapshot = Self.snapshot(items, births, &random)
    }

    private static func item(_ number: Int32, _ person: Int32, _ random: inout SpellRandom) -> Item {
        let units = careUnits.keys.sorted()
        let unit = random.upTo(2) == 0 ? 10 : units[random.upTo(units.count)]
        var day = Day(iso: "2013-06-20")! + random.upTo(560)
        var periods: [SickLeavePeriod] = []
        for _ in 0...(random.upTo(4) == 0 ? 1 : 0) {
            let length = 1 + random.upTo(random.upTo(4) == 0 ? 150 : 25)
            periods.append(
                SickLeavePeriod(days: DayRange(day, through: day + length - 1)!, extent: Extent.ofBenefit[random.upTo(4)]))
            day = day + length + random.upTo(12) - 2
        }
        let types: [CertificateType] = [.fk7804, .fk7804, .fk7804, .fk7263, .ag114]
        let code = codes[random.upTo(codes.count)]
        return Item(
            number: number, person: person, unit: unit, careUnit: careUnits[unit]!, provider: providers[careUnits[unit]!]!,
            doctor: Int32(900 + random.upTo(4)), type: types[random.upTo(types.count)], isRevoked: random.upTo(12) == 0,
            code: code.isEmpty ? nil : DiagnosisCode(code), periods: periods)
    }

    private static func snapshot(_ items: [Item], _ births: [Int32: Day], _ random: inout SpellRandom) -> Snapshot {
        var builder = SnapshotBuilder()
        for (unit, careUnit) in careUnits { builder.addUnit(number: unit, careUnit: careUnit, provider: providers[careUnit]!) }
        for (person, birth) in births { builder.addPerson(number: person, birthDay: birth.rawValue, sex: UInt8(person % 2)) }
        for item in items.shuffled(using: &random) {
            let diagnosis = item.code.map { builder.diagnosis($0) } ?? Snapshot.none
            builder.addCertificate(
                number: item.number, person: item.person, unit: item.unit, provider: item.provider, doctor: item.doctor,
                kind: item.type.rawValue, signedDay: item.periods[0].days.first.rawValue, signedSecond: 0,
                sentDay: Snapshot.noDay,
                diagnosis: diagnosis, occupations: [], flags: item.isRevoked ? .isRevoked : .countsInSpells)
            for period in item.periods {
                builder.addPeriod(
                    firstDay: period.days.first.rawValue, lastDay: period.days.last.rawValue,
                    percent: Int32(period.extent.percent))
            }
        }
        return builder.build(id: 1)
    }

    /// What makes spells, of a patient at a provider.
    var lines: [[Line]] {
        let all = items.filter { $0.type.isForSicknessBenefit && !$0.isRevoked }.flatMap { item in
            item.periods.map { period in
                Line(item: item, days: period.days, extent: period.extent.percent, age: age(item))
            }
        }
        return Dictionary(grouping: all) { [$0.item.person, $0.item.provider] }.values.map { $0 }
    }

    private func age(_ item: Item) -> Int {
        let last = item.periods.map(\.days.last).max()!
        var years = 0
        let birth = births[item.person]!.components
        while let birthday = Day(year: birth.year + years + 1, month: birth.month, day: birth.day), birthday <= last {
            years += 1
        }
        return years
    }

    func unit(_ number: Int32) -> UnitIndex { snapshot.unit(number: number)! }
    func provider(_ number: Int32) -> Int32 { Int32(snapshot.providers.number.firstIndex(of: number)!) }
}
