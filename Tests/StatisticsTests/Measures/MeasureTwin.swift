import SickLeave
import Statistics

/// The slow, obvious way: every measure worked out from rows by its words, day by day, for one care unit (number 1, with
/// sub-unit 2). Shares nothing with the program but the calendar and the classification of diagnoses.
struct MeasureTwin {
    struct Row {
        var number: Int32
        var person: Int32
        var unit: Int32
        var doctor: Int32
        var signed: Int32
        var sent: Int32?
        var diagnosis: String?
        var isFK7804: Bool
        var counts: Bool
        var isRevoked: Bool
        var periods: [(first: Int32, last: Int32, percent: Int)]
        var first: Int32 { periods.map(\.first).min()! }
        var last: Int32 { periods.map(\.last).max()! }
    }

    struct Person {
        var number: Int32
        var birth: Int32?
        var sex: LegalSex?
    }

    struct Member {
        var number: Int32
        var unit: Int32
        var trained: Int32?
        var from: Int32?
        var through: Int32?
    }

    var today = day("2026-11-21")
    var rows: [Row] = []
    var persons: [Int32: Person] = [:]
    var procedures: [(person: Int32, unit: Int32, day: Int32, code: String)] = []
    var messages: [(certificate: Int32, subject: CaseMessage.Subject, direction: CaseMessage.Direction, day: Int32)] = []
    var staff: [Member] = []

    struct TwinSpell {
        var rows: [Row]
        var first: Int32 { rows.map(\.first).min()! }
        var last: Int32 { rows.map(\.last).max()! }

        /// The extent on a day: of those who certify it, the certificate signed last, and in it the first period.
        func extent(_ day: Int32) -> Int? {
            rows.filter { $0.periods.contains { $0.first <= day && day <= $0.last } }
                .max { ($0.signed, $0.number) < ($1.signed, $1.number) }?
                .periods.sorted { $0.first < $1.first }.first { $0.first <= day && day <= $0.last }?.percent
        }
    }

    static let ownUnits: Set<Int32> = [1, 2]

    private(set) var spells: [TwinSpell] = []

    /// To be called when the rows are complete.
    mutating func joinRows() {
        var result: [TwinSpell] = []
        let own = rows.filter { Self.ownUnits.contains($0.unit) && $0.counts && $0.isFK7804 && !$0.isRevoked }
        for (_, rows) in Dictionary(grouping: own, by: \.person) {
            var open: TwinSpell?
            for row in rows.sorted(by: { ($0.first, $0.last, $0.signed, $0.number) < ($1.first, $1.last, $1.signed, $1.number) })
            {
                if let spell = open, row.first - spell.last - 1 <= 5 {
                    open!.rows.append(row)
                } else {
                    if let spell = open { result.append(spell) }
                    open = TwinSpell(rows: [row])
                }
            }
            if let spell = open { result.append(spell) }
        }
        spells = result
    }

    func traits(_ row: Row, on day: Int32) -> (sex: LegalSex?, age: AgeGroup.Overview?, category: String?) {
        let person = persons[row.person]!
        var age: AgeGroup.Overview?
        if let birth = person.birth, birth <= day {
            // Birthdays counted one by one; 29 February counts up on 1 March in other years.
            let (year, month, date) = Day(rawValue: birth).components
            var years = 0
            while (Day(year: year + years + 1, month: month, day: date) ?? Day(year: year + years + 1, month: 3, day: 1)!)
                .rawValue <= day
            {
                years += 1
            }
            age = AgeGroup.Overview(age: years)
        }
        return (person.sex, age, row.diagnosis.flatMap { DiagnosisCode($0).category })
    }

    func hasPlan(_ spell: TwinSpell, throughDay: Int32) -> Bool {
        procedures.contains {
            $0.code == "DV077" && $0.person == spell.rows[0].person && Self.ownUnits.contains($0.unit) && $0.day >= spell.first
                && $0.day <= spell.last && $0.day <= spell.first + throughDay - 1 && $0.day <= today.rawValue
        }
    }

    typealias Observed = (row: Row, day: Int32, hit: Bool)

    func days(of months: ClosedRange<Month>) -> ClosedRange<Int32>? {
        let last = min(months.upperBound.lastDay, today)
        return months.lowerBound.firstDay <= last ? months.lowerBound.firstDay.rawValue...last.rawValue : nil
    }

    func started(_ months: ClosedRange<Month>) -> [Observed] {
        guard let days = days(of: months) else { return [] }
        return spells.filter { days.contains($0.first) }.map { ($0.rows[0], $0.first, $0.extent($0.first)! < 100) }
    }

    func reachedDay29(_ months: ClosedRange<Month>) -> [Observed] {
        guard let days = days(of: months) else { return [] }
        return spells.filter { $0.last >= $0.first + 28 && days.contains($0.first + 28) }
            .map { ($0.rows[0], $0.first, hasPlan($0, throughDay: 60)) }
    }

    func followed91(_ months: ClosedRange<Month>) -> [Observed] {
        guard let days = days(of: months) else { return [] }
        return spells.filter { days.contains($0.first + 90) }.map { ($0.rows[0], $0.first, $0.last >= $0.first + 90) }
    }

    func certifiedDays(_ month: Month) -> (hits: Int, total: Int, perSpell: [(Int, Int)]) {
        guard let days = days(of: month...month) else { return (0, 0, []) }
        let perSpell = spells.map { spell in
            let extents = days.compactMap { spell.extent($0) }
            return (extents.filter { $0 < 100 }.count, extents.count)
        }.filter { $0.1 > 0 }
        return (perSpell.reduce(0) { $0 + $1.0 }, perSpell.reduce(0) { $0 + $1.1 }, perSpell)
    }

    func sent(_ months: ClosedRange<Month>) -> [Observed] {
        guard let days = days(of: months) else { return [] }
        return rows.filter {
            Self.ownUnits.contains($0.unit) && $0.isFK7804 && !$0.isRevoked && $0.sent.map(days.contains) ?? false
        }.map { row in
            let hit = messages.contains {
                $0.certificate == row.number && $0.subject == .completion && $0.direction == .fromAgency
                    && $0.day <= today.rawValue
            }
            return (row, row.sent!, hit)
        }
    }

    /// The day asked about: the month's last, or today when the month is not over.
    private func asked(_ month: Month) -> Int32? { days(of: month...month)?.upperBound }

    /// A certificate holds the day from its first through its last; only who asks for the extent needs a period that does.
    func ongoing(_ month: Month, needsExtent: Bool, _ hit: (TwinSpell, Int32) -> Bool) -> [Observed] {
        guard let asked = asked(month) else { return [] }
        return spells.filter { spell in
            needsExtent ? spell.extent(asked) != nil : spell.rows.contains { $0.first <= asked && asked <= $0.last }
        }.map { ($0.rows[0], $0.first, hit($0, asked)) }
    }

    func planned(_ months: ClosedRange<Month>, followedWithin days: Int32) -> [Observed] {
        guard let window = self.days(of: months) else { return [] }
        return spells.compactMap { spell in
            func registered(_ code: String) -> [Int32] {
                procedures.filter {
                    $0.code == code && $0.person == spell.rows[0].person && Self.ownUnits.contains($0.unit)
                        && (spell.first...spell.last).contains($0.day)
                }.map(\.day)
            }
            guard let plan = registered("DV077").min(), window.contains(plan) else { return nil }
            let hit = registered("AW026").contains { $0 > plan && $0 <= plan + days && $0 <= today.rawValue }
            return (spell.rows[0], spell.first, hit)
        }
    }

    func partTime(_ months: ClosedRange<Month>, reaching day: Int32, through: Int32) -> [Observed] {
        guard let window = days(of: months) else { return [] }
        return spells.filter { $0.last >= $0.first + day - 1 && window.contains($0.first + day - 1) }.map { spell in
            let asked = spell.first...min(spell.first + through - 1, spell.last, today.rawValue)
            return (spell.rows[0], spell.first, asked.contains { spell.extent($0).map { $0 < 100 } ?? false })
        }
    }

    func startedWith(_ group: DiagnosisGroup, _ months: ClosedRange<Month>) -> [Observed] {
        started(months).map { observed in
            let own = observed.row.diagnosis.map { DiagnosisGroup(of: DiagnosisCode($0)) } ?? .withoutValidCode
            return (observed.row, observed.day, own == group)
        }
    }

    func sentAndReminded(_ months: ClosedRange<Month>) -> [Observed] {
        sent(months).map { observed in
            let hit = messages.contains {
                $0.certificate == observed.row.number && $0.subject == .reminder && $0.direction == .fromAgency
                    && $0.day <= today.rawValue
            }
            return (observed.row, observed.day, hit)
        }
    }

    func employed(_ month: Month) -> (hits: Int, total: Int) {
        guard month.firstDay <= today else { return (0, 0) }
        let asked = min(month.lastDay, today).rawValue
        let members = staff.filter {
            Self.ownUnits.contains($0.unit) && ($0.from ?? .min) <= asked && asked <= ($0.through ?? .max)
        }
        return (members.filter { $0.trained.map { $0 <= asked } ?? false }.count, members.count)
    }
}
