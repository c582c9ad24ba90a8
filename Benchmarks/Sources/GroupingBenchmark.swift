import SickLeave
import Statistics

/// Joining certificates into spells on columns, one core, and one unit's list in a region.
struct GroupingBenchmark {
    let certificates: Int

    /// A region's reports beside its former lists.
    func runLists() { ListBenchmark(snapshot: snapshot(isOrderly: true, haveOtherUnits: 8)).run() }

    func run() throws {
        for isOrderly in [true, false] {
            let snapshot = snapshot(isOrderly: isOrderly)
            for scope in [SpellRule.Scope.unit, .provider, .all] {
                let best = (0..<7).map { _ in seconds { _ = snapshot.spells(rule: SpellRule(gap: 5, scope: scope)).count } }
                    .min()!
                show("sjukfall, \(isOrderly ? "ordnade" : "överlappande") intyg, \(scope)", certificates, "intyg", seconds: best)
            }
            ReportBenchmark(snapshot: snapshot).run()
            let units = snapshot.units.count
            var lines = 0
            let best = (0..<5).map { _ in
                lines = 0
                return seconds {
                    for unit in 0..<units {
                        lines += snapshot.ongoingSpells(careUnit: UnitIndex(unit), on: Day(19_400), rule: .unit).count
                    }
                }
            }.min()!
            show("pågående, en enhets lista (\(lines / units) rader)", units, "listor", seconds: best)
        }
    }

    /// - Parameter haveOtherUnits: of so many patients one goes to another unit as well; nil for none.
    private func snapshot(isOrderly: Bool, haveOtherUnits: Int? = nil) -> Snapshot {
        var random = BenchmarkRandom()
        var builder = SnapshotBuilder(expectedCertificates: certificates)
        let units = 200
        for unit in 1...units { builder.addUnit(number: Int32(unit), careUnit: Int32(unit), provider: Int32(unit % 5 + 1)) }
        let codes = (0..<60).map { builder.diagnosis(DiagnosisCode("F\(10 + $0)2")) }
        var rows: [(person: Int32, unit: Int32, first: Int32, last: Int32)] = []
        var person: Int32 = 0
        while rows.count < certificates {
            person += 1
            builder.addPerson(number: person, birthDay: -person % 9_000, sex: UInt8(person & 1))
            let home = Int32(1 + random.below(units))
            let other = haveOtherUnits.flatMap { random.below($0) == 0 ? Int32(1 + random.below(units)) : nil }
            var day = 19_000 + random.below(700)
            for _ in 0..<(1 + random.below(7)) {
                let length = 7 + random.below(40)
                rows.append((person, rows.count % 3 == 0 ? other ?? home : home, Int32(day), Int32(day + length - 1)))
                day += length + (random.below(4) == 0 ? 20 + random.below(100) : random.below(5) - (isOrderly ? 0 : 2))
            }
        }
        rows.removeLast(rows.count - certificates)
        // The store's order is that of arrival.
        rows.sort { ($0.first, $0.person) < ($1.first, $1.person) }
        let made = seconds {
            for (index, row) in rows.enumerated() {
                builder.addCertificate(
                    number: Int32(index + 1), person: row.person, unit: row.unit, provider: row.unit % 5 + 1,
                    doctor: Int32(1 + random.below(2_000)),
                    kind: 1, signedDay: row.first, signedSecond: 3_600, sentDay: row.first, diagnosis: codes[random.below(60)],
                    occupations: [],
                    flags: .countsInSpells)
                builder.addPeriod(firstDay: row.first, lastDay: row.last, percent: Int32(25 * (1 + random.below(4))))
            }
        }
        show("kolumner, läggs till", certificates, "intyg", seconds: made)
        var snapshot: Snapshot?
        let built = seconds { snapshot = builder.build(id: 1) }
        show("kolumner, ordnas", certificates, "intyg", seconds: built)
        return snapshot!
    }
}

/// Xorshift: the same rows every time.
struct BenchmarkRandom {
    private var state: UInt64 = 88_172_645_463_325_252

    mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 11) % limit
    }
}
