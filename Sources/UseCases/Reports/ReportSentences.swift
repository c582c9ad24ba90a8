import SickLeave
import Statistics

extension ReportAnswer {
    /// What the figures say, for those in a hurry and those who do not see the chart.
    package var summary: String {
        guard choice.kind != .chosenDiagnoses || !choice.compared.isEmpty else { return "Välj vilka diagnoser som ska jämföras." }
        guard !table.groups.isEmpty else { return "Det finns inget att visa för perioden." }
        return [headline, largest, comparison].compactMap(\.self).joined(separator: " ")
    }

    /// The newest month that is over, in a series; the whole period otherwise.
    private var spoken: Int {
        guard report.shape == .series else { return 0 }
        return table.periods.lastIndex { $0.upperBound.lastDay < day } ?? table.periods.count - 1
    }

    private var when: String { during.prefix(1).uppercased() + during.dropFirst() }

    private var during: String {
        let months = table.periods[spoken]
        if report.shape == .series { return "i \(months.lowerBound.inWords)" }
        return "från \(months.lowerBound.inWords) till \(months.upperBound.inWords)"
    }

    private var listsSomeDiagnoses: Bool { choice.node != nil || choice.kind == .chosenDiagnoses }

    private func spokenTotal(_ period: Int) -> PublishedCounts { totals?[period] ?? table.sum(period: period) }

    private var headline: String {
        if table.hasWholes { return sharesHeadline }
        // What the report is about is more than what it lists, when it lists some diagnoses only.
        let total = choice.kind == .overNinety ? table.count(period: spoken) : spokenTotal(spoken)
        guard let all = total.total else {
            return "\(when): antalet visas inte. Det är litet, eller skulle avslöja ett litet."
        }
        // Spells and certificates are not people: one who has two is counted twice.
        let sexes = total.female.flatMap { women in
            total.male.map { "\(SwedishNumber.integer(women)) för kvinnor och \(SwedishNumber.integer($0)) för män" }
        }
        let split = sexes.map { ", \($0)" } ?? ""
        switch report.counted {
        case .spells:
            let long = choice.kind == .overNinety ? " mer än 90 dagar \(all == 1 ? "långt" : "långa")" : ""
            let scope = listsSomeDiagnoses ? " i alla diagnoser" : ""
            return "\(when) pågick \(SwedishNumber.integer(all))\(long) sjukfall\(scope)\(split)."
        case .certificates: return "\(when) signerades \(SwedishNumber.integer(all)) intyg\(split)."
        case .messages:
            return "Intygen som signerades \(during) har fått \(SwedishNumber.count(all, "meddelande", "meddelanden"))."
        case .completionQuestions:
            let questions = SwedishNumber.count(all, "fråga", "frågor")
            return "Kompletteringarna av intygen som signerades \(during) gäller \(questions)."
        case .completions: return ""
        }
    }

    private var sharesHeadline: String {
        guard table.hiddenCells == 0 else { return "\(when): en del av antalen visas inte. De är små, eller skulle avslöja små." }
        let parts = table.groups.indices.compactMap { table.count(period: spoken, group: $0).total }.reduce(0, +)
        let wholes = table.groups.indices.compactMap { table.whole(period: spoken, group: $0)?.total }.reduce(0, +)
        guard wholes > 0 else { return "\(when) skickades inga intyg." }
        return "\(when) fick \(SwedishNumber.integer(parts)) av \(SwedishNumber.integer(wholes)) skickade intyg en komplettering "
            + "(\(ReportAnswer.completionShare(parts, of: wholes)))."
    }

    /// Cut off to whole percent as in the national report, wherever it is told, so that no two pages differ by one.
    package static func completionShare(_ completed: Int, of sent: Int) -> String {
        "\(Percent.truncated(completed, of: sent))\(SwedishNumber.space)%"
    }

    /// None where three or more are as large: their names would say nothing.
    private var largest: String? {
        guard table.groups.count > 1, !table.hasWholes, !choice.kind.namesItsGroups else { return nil }
        let counts = table.groups.indices.map { table.count(period: spoken, group: $0).total }
        guard let most = counts.compactMap(\.self).max(), most > 0 else { return nil }
        let names = table.groups.indices.filter { counts[$0] == most }.map { title(of: table.groups[$0]) }
        guard names.count <= 2 else { return nil }
        let share = spokenTotal(spoken).total.map { all in
            all > 0 ? " (\(SwedishNumber.percent(Double(most) / Double(all), places: 0)))" : ""
        }
        // One that is kept back could be as large.
        let which =
            counts.contains(nil)
            ? "Störst av dem som visas är" : names.count == 1 ? "Största gruppen är" : "De största grupperna är"
        return "\(which) \(names.joined(separator: " och ")) med \(SwedishNumber.integer(most))"
            + "\(names.count == 1 ? "" : " var")\(share ?? "")."
    }

    /// The same month a year before: seasons are stronger than most changes.
    private var comparison: String? {
        guard report.shape == .series, spoken >= 12, !table.hasWholes, report.counted == .spells else { return nil }
        let counts = [spoken, spoken - 12].map { period in
            choice.kind == .overNinety ? table.count(period: period).total : spokenTotal(period).total
        }
        guard let before = counts[1], counts[0] != nil else { return nil }
        return "Samma månad året före var det \(SwedishNumber.integer(before))."
    }
}
