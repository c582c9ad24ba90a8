package import SickLeave

/// A number of spells with the patients' legal sex.
package struct CountBySex: Hashable, Sendable {
    package private(set) var women = 0
    package private(set) var men = 0
    /// Where the identity number does not tell.
    package private(set) var unknown = 0

    package init() {}
    package init(women: Int, men: Int, unknown: Int = 0) {
        self.women = women
        self.men = men
        self.unknown = unknown
    }

    package var total: Int { women + men + unknown }

    /// `44 kvinnor, 32 män, 2 okänt kön`.
    package var inWords: String {
        let known = "\(SwedishNumber.count(women, "kvinna", "kvinnor")), \(SwedishNumber.count(men, "man", "män"))"
        return unknown == 0 ? known : known + ", \(SwedishNumber.integer(unknown)) okänt kön"
    }

    package mutating func add(_ sex: LegalSex?) {
        switch sex {
        case .female: women += 1
        case .male: men += 1
        case nil: unknown += 1
        }
    }
}

/// A care unit's ongoing spells on a day, counted every way that the overview shows. Each table adds up to the total.
package struct UnitOverview: Hashable, Sendable {
    package struct Row<Group: Hashable & Sendable>: Hashable, Sendable {
        package let group: Group
        package let count: CountBySex
    }

    /// What is certified for the day itself.
    package enum ExtentNow: Hashable, Sendable {
        case percent(Extent)
        /// A day between two periods of the certificate in force.
        case none

        package var title: String {
            switch self {
            case .percent(let extent): SwedishNumber.percent(Double(extent.percent) / 100, places: 0)
            case .none: "Ingen grad för dagen"
            }
        }
    }

    /// Whether the certificate in force has one extent or changes between several (nedtrappning or upptrappning).
    package enum ExtentPattern: Hashable, Sendable, CaseIterable {
        case one, several

        package var title: String {
            switch self {
            case .one: "En grad"
            case .several: "Flera grader"
            }
        }
    }

    package let day: Day
    package let rule: SpellRule
    package let total: CountBySex
    /// By calendar day in the spell, day 1 being the first, as the list shows it; every group, empty ones too.
    package let byLength: [Row<LengthGroup.Report>]
    /// 25, 50, 75 and 100 percent always, others and `none` where they occur.
    package let byExtent: [Row<ExtentNow>]
    package let byExtentPattern: [Row<ExtentPattern>]
    /// By the diagnosis of the certificate in force; every group but `withoutValidCode` always.
    package let byDiagnosisGroup: [Row<DiagnosisGroup>]
    package let byAge: [Row<AgeGroup.Overview>]
    /// Those whose age cannot be known, as with a reserve number.
    package let withoutAge: CountBySex
    /// Spells whose calendar day has passed 28, 90 and 180.
    package let over28: CountBySex
    package let over90: CountBySex
    package let over180: CountBySex
    /// Those over 28 days without DV077 at the unit within the spell.
    package let over28WithoutPlan: CountBySex
}

extension UnitOverview {
    /// As `byAge`, and those without where there are any.
    package var ages: [(title: String, count: CountBySex)] {
        byAge.map { ($0.group.title, $0.count) } + (withoutAge.total == 0 ? [] : [("Okänd ålder", withoutAge)])
    }

    package init(snapshot: Snapshot, careUnit: UnitIndex, on day: Day, rule: SpellRule) {
        self.init(
            ongoing: snapshot.ongoingSpells(careUnit: careUnit, on: day, rule: rule), snapshot: snapshot, careUnit: careUnit,
            on: day, rule: rule)
    }

    /// - Parameter ongoing: the unit's list for the same day and rule, when the caller has it already.
    package init(ongoing: [OngoingSpell], snapshot: Snapshot, careUnit: UnitIndex, on day: Day, rule: SpellRule) {
        var total = CountBySex()
        var length: [LengthGroup.Report: CountBySex] = [:]
        var extent: [ExtentNow: CountBySex] = [:]
        var pattern: [ExtentPattern: CountBySex] = [:]
        var diagnosis: [DiagnosisGroup: CountBySex] = [:]
        var age: [AgeGroup.Overview: CountBySex] = [:]
        var withoutAge = CountBySex()
        var over28 = CountBySex()
        var over90 = CountBySex()
        var over180 = CountBySex()
        var withoutPlan = CountBySex()
        let plan = snapshot.procedures.index(code: ProcedureRegistration.Known.plan)
        for spell in ongoing {
            let sex = snapshot.persons.legalSex(spell.person)
            total.add(sex)
            length[LengthGroup.Report(days: spell.dayInSpell), default: CountBySex()].add(sex)
            extent[spell.currentExtent.map(ExtentNow.percent) ?? .none, default: CountBySex()].add(sex)
            let isOne = Set(spell.periods.map(\.extent)).count <= 1
            pattern[isOne ? .one : .several, default: CountBySex()].add(sex)
            let code = spell.diagnosis < 0 ? nil : snapshot.diagnoses.code[Int(spell.diagnosis)]
            diagnosis[code?.group ?? .withoutValidCode, default: CountBySex()].add(sex)
            if let years = snapshot.persons.age(spell.person, on: day) {
                age[AgeGroup.Overview(age: years), default: CountBySex()].add(sex)
            } else {
                withoutAge.add(sex)
            }
            if spell.dayInSpell > 28 {
                over28.add(sex)
                let hasPlan = snapshot.procedures.rows(person: spell.person).contains { row in
                    snapshot.procedures.code[row] == plan && snapshot.procedures.careUnit[row] == careUnit.rawValue
                        && spell.days.contains(Day(rawValue: snapshot.procedures.day[row]))
                        && snapshot.procedures.day[row] <= day.rawValue
                }
                if !hasPlan { withoutPlan.add(sex) }
            }
            if spell.dayInSpell > 90 { over90.add(sex) }
            if spell.dayInSpell > 180 { over180.add(sex) }
        }
        self.day = day
        self.rule = rule
        self.total = total
        byLength = LengthGroup.Report.allCases.map { Row(group: $0, count: length[$0] ?? CountBySex()) }
        byExtent = Self.extents(extent)
        byExtentPattern = ExtentPattern.allCases.map { Row(group: $0, count: pattern[$0] ?? CountBySex()) }
        byDiagnosisGroup = DiagnosisGroup.allCases.filter { $0 != .withoutValidCode || diagnosis[$0] != nil }
            .map { Row(group: $0, count: diagnosis[$0] ?? CountBySex()) }
        byAge = AgeGroup.Overview.allCases.map { Row(group: $0, count: age[$0] ?? CountBySex()) }
        self.withoutAge = withoutAge
        self.over28 = over28
        self.over90 = over90
        self.over180 = over180
        over28WithoutPlan = withoutPlan
    }

    private static func extents(_ counts: [ExtentNow: CountBySex]) -> [Row<ExtentNow>] {
        var percents = Set(Extent.ofBenefit)
        for case .percent(let extent) in counts.keys { percents.insert(extent) }
        var groups = percents.sorted().map(ExtentNow.percent)
        if counts[.none] != nil { groups.append(.none) }
        return groups.map { Row(group: $0, count: counts[$0] ?? CountBySex()) }
    }
}
