import SickLeave
import Statistics

/// Seeded patients whose certificates nest, repeat, overlap, leave gaps inside and outside, and lie on several units and
/// providers; some do not count. Held both as plain values and as a snapshot.
struct SpellRandomRegion {
    struct Item {
        var number: Int32
        var unit: Int32
        var careUnit: Int32
        var provider: Int32
        var doctor: Int32
        var counts: Bool
        var signedAt: LocalTime
        var periods: [SickLeavePeriod]

        var spellCertificate: SpellCertificate {
            SpellCertificate(
                periods: periods, signedAt: signedAt, careUnit: HSAID(rawValue: "\(careUnit)"),
                careProvider: HSAID(rawValue: "\(provider)"))!
        }
    }

    struct Patient {
        var number: Int32
        /// By number.
        var items: [Item]
        var counting: [Item] { items.filter(\.counts) }
    }

    static let start = 19_000
    /// Sub-unit → care unit; numbers far apart, so that an index never passes for a number.
    private static let careUnits: [Int32: Int32] = [310: 310, 311: 310, 320: 320, 330: 330, 331: 330, 332: 330]
    private static let providers: [Int32: Int32] = [310: 71, 320: 71, 330: 72]

    let patients: [Patient]
    let snapshot: Snapshot
    var careUnits: [Int32] { Self.providers.keys.sorted() }

    func careUnit(ofCertificate number: Int32) -> Int32? {
        patients.lazy.flatMap(\.items).first { $0.number == number }?.careUnit
    }

    init(seed: UInt64, patients count: Int = 40, certificates most: Int = 9) {
        var random = SpellRandom(state: seed)
        var number: Int32 = 0
        patients = (0..<count).map { index in
            var items: [Item] = []
            for _ in 0..<(count == 1 ? most : random.upTo(most)) {
                number += 3
                items.append(Self.item(number, after: items.last, &random))
            }
            return Patient(number: Int32(50_000 - index * 7), items: items)
        }
        snapshot = Self.snapshot(patients, &random)
    }

    private static func item(_ number: Int32, after previous: Item?, _ random: inout SpellRandom) -> Item {
        let units = careUnits.keys.sorted()
        // Often the same unit, so that there is something to join.
        let unit = random.upTo(2) == 0 ? 310 : units[random.upTo(units.count)]
        let careUnit = careUnits[unit]!
        // Few days, so that certificates nest and meet at every distance; often the previous one's first day; some far away.
        let same = random.upTo(4) == 0 ? previous?.periods.map(\.days.first.number).min() : nil
        let first = same ?? start + random.upTo(150) + (random.upTo(12) == 0 ? 90 : 0)
        var day = first
        var periods: [SickLeavePeriod] = []
        for _ in 0...random.upTo(3) {
            let length = 1 + random.upTo(random.upTo(5) == 0 ? 60 : 14)
            periods.append(
                SickLeavePeriod(
                    days: DayRange(Day(day), through: Day(day + length - 1))!, extent: Extent.ofBenefit[random.upTo(4)]))
            day += length + [0, 0, 1, 7, -length / 2, 95][random.upTo(6)]
        }
        if random.upTo(3) == 0 { periods.reverse() }
        let signedAt = LocalTime(day: Day(first + random.upTo(8) - 5), second: random.upTo(2) * 3600)
        return Item(
            number: number, unit: unit, careUnit: careUnit, provider: providers[careUnit]!, doctor: Int32(900 + random.upTo(5)),
            counts: random.upTo(8) > 0,
            signedAt: random.upTo(4) == 0 ? previous?.signedAt ?? signedAt : signedAt, periods: periods)
    }

    private static func snapshot(_ patients: [Patient], _ random: inout SpellRandom) -> Snapshot {
        var builder = SnapshotBuilder()
        for (unit, careUnit) in careUnits.sorted(by: { $0.key > $1.key }) {
            builder.addUnit(number: unit, careUnit: careUnit, provider: providers[careUnit]!)
        }
        for (patient, item) in patients.flatMap({ patient in patient.items.map { (patient, $0) } }).shuffled(using: &random) {
            builder.addCertificate(
                number: item.number, person: patient.number, unit: item.unit, provider: item.provider, doctor: item.doctor,
                kind: CertificateKind.fk7804.rawValue, signedDay: item.signedAt.day.rawValue,
                signedSecond: Int32(item.signedAt.second), sentDay: Snapshot.noDay, diagnosis: Snapshot.none, occupations: [],
                flags: item.counts ? .countsInSpells : [])
            for period in item.periods {
                builder.addPeriod(
                    firstDay: period.days.first.rawValue, lastDay: period.days.last.rawValue,
                    percent: Int32(period.extent.percent))
            }
        }
        for patient in patients { builder.addPerson(number: patient.number, birthDay: 0, sex: 0) }
        return builder.build(id: 1)
    }
}

/// Vigna's splitmix64: the same numbers on every machine.
struct SpellRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0..<bound.
    mutating func upTo(_ bound: Int) -> Int { bound < 1 ? 0 : Int(next() % UInt64(bound)) }
}
