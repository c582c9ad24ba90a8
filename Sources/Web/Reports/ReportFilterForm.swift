import SickLeave
import Statistics
import UseCases

/// Period and filter of a report. Above the own unit there is a period only, and a sentence that says why.
struct ReportFilterForm: Component {
    let answer: ReportAnswer

    private var choice: ReportChoice { answer.choice }
    private var address: ReportAddress { ReportAddress(choice) }
    private var isOpenToFilters: Bool { answer.disclosure == nil }

    var html: HTML {
        FilterForm(
            action: Site.report(choice.kind.rawValue), fields: fields, chosen: chosen,
            reset: ReportAddress(cleared).href, title: isOpenToFilters ? "Period och filter" : "Period", hidden: hidden
        ).html
    }

    private var cleared: ReportChoice {
        var cleared = choice
        cleared.removeFilter()
        cleared.period = nil
        return cleared
    }

    private var hidden: [(name: String, value: String)] {
        var kept: [(name: String, value: String)] = []
        if choice.level != choice.kind.levels[0] { kept.append(("niva", choice.level.rawValue)) }
        if choice.shape == .whole, choice.kind.shapes.count > 1 { kept.append(("form", "hela")) }
        if let node = choice.node { kept.append(("nod", ReportAddress.word(node))) }
        return kept
    }

    private var fields: [FormField] {
        var fields: [FormField] = []
        if choice.kind == .chosenDiagnoses {
            fields.append(
                FormField(
                    "Diagnoser att jämföra", name: "jamfor",
                    .text(value: address.typed(.compared, choice.compared)),
                    hint: "Kapitel, avsnitt, kategorier eller koder, till exempel F43, M54.5, F40-F48"))
        }
        fields.append(period)
        guard isOpenToFilters else { return fields }
        let filters = choice.kind.filters
        fields.append(
            FormField(
                "Diagnoser", name: "diagnos", .text(value: address.typed(.diagnosis, address.finer)),
                hint: "Avsnitt, kategorier eller koder: F43, M54.5"))
        if filters.contains(.units), !answer.parts.isEmpty {
            fields.append(
                FormField(
                    "Enheter", name: "enhet",
                    .checkboxes(answer.parts.map { .init("\($0.number)", $0.name, isChosen: choice.units.contains($0.number)) })))
        }
        fields.append(
            FormField(
                "Ålder", name: "alder",
                .checkboxes(
                    AgeGroup.Report.allCases.map { .init("\($0.rawValue)", $0.title, isChosen: choice.ages.contains($0)) })))
        if filters.contains(.lengths) {
            fields.append(
                FormField(
                    "Sjukfallets längd", name: "langd",
                    .checkboxes(
                        LengthGroup.Report.allCases.map {
                            .init("\($0.rawValue)", $0.title, isChosen: choice.lengths.contains($0))
                        })))
        }
        if filters.contains(.types) {
            fields.append(
                FormField(
                    "Intygstyp", name: "typ",
                    .checkboxes(
                        CertificateType.messaged.map { .init("\($0.rawValue)", $0.title, isChosen: choice.types.contains($0)) })))
        }
        fields.append(
            FormField(
                "Diagnoskapitel", name: "kapitel",
                .checkboxes(
                    DiagnosisChapter.allCases.map { chapter in
                        .init(
                            chapter.codeRange, "\(chapter.codeRange) \(chapter.title)",
                            isChosen: choice.diagnoses.contains(.chapter(chapter)))
                    })))
        return fields
    }

    private var period: FormField {
        let months = answer.report.months
        guard !isOpenToFilters, choice.shape == .whole else {
            return FormField(
                "Period", name: "period", .monthRange(from: "\(months.lowerBound)", to: "\(months.upperBound)"),
                hint: "År och månad, till exempel 2026-01")
        }
        return FormField(
            "Halvår", name: "period.till",
            .select(
                ReportPeriod.halfYears(before: answer.day).map {
                    .init("\($0.upperBound)", $0.inWords, isChosen: $0 == months)
                }))
    }

    private var chosen: [FilterForm.Chosen] {
        var chosen: [FilterForm.Chosen] = []
        func add(_ label: String, _ change: (inout ReportChoice) -> Void) {
            chosen.append(.init(label, remove: address.changing(change).href))
        }
        if choice.period != nil { add(answer.report.months.inWords) { $0.period = nil } }
        for part in answer.parts where choice.units.contains(part.number) { add(part.name) { $0.units.remove(part.number) } }
        for node in choice.diagnoses { add(node.title) { $0.diagnoses.removeAll { $0 == node } } }
        for age in choice.ages.sorted(by: { $0.rawValue < $1.rawValue }) { add(age.title) { $0.ages.remove(age) } }
        for length in choice.lengths.sorted(by: { $0.rawValue < $1.rawValue }) { add(length.title) { $0.lengths.remove(length) } }
        for type in choice.types.sorted(by: { $0.rawValue < $1.rawValue }) { add(type.title) { $0.types.remove(type) } }
        return chosen
    }
}

extension CertificateType {
    /// Those that the store holds and the agency writes about.
    fileprivate static let messaged: [CertificateType] = [.fk7804, .fk7263]
}

extension ClosedRange<Month> {
    /// `juni 2025–november 2026`, or the one month.
    var inWords: String {
        lowerBound == upperBound ? lowerBound.inWords : "\(lowerBound.inWords)–\(upperBound.inWords)"
    }
}
