import SickLeave
import UseCases

struct OngoingSpellsFilterForm: Component {
    let page: OngoingSpells.Page
    let address: OngoingSpellsAddress
    let viewer: Viewer
    let formToken: String

    private var filter: OngoingSpellsFilter { address.filter }

    private func written(_ day: Day?) -> String { day.map { "\($0)" } ?? "" }

    var html: HTML {
        FilterForm(
            action: Site.ongoingSpells, search: search, fields: fields, chosen: chosen,
            reset: OngoingSpellsAddress(OngoingSpellsFilter()).changing { $0.whose = filter.whose }.href(for: viewer),
            hidden: hidden, formToken: formToken
        ).html
    }

    private var search: FormField {
        FormField(
            "Sök", name: "sok", .search(value: filter.text),
            hint: "Namn, personnummer, diagnos, läkare, datum. Alla ord ska finnas.", isPersonal: true)
    }

    private var fields: [FormField] {
        let any = FormField.Option("", "Alla")
        return [
            FormField(
                "Diagnoskapitel", name: "kapitel",
                .select(
                    [any]
                        + DiagnosisChapter.allCases.filter { page.chapters.contains($0) || $0 == filter.chapter }.map {
                            .init("\($0.rawValue)", "\($0.codeRange) \($0.title)", isChosen: $0 == filter.chapter)
                        })),
            FormField(
                "Läkare", name: "lakare",
                .select([any] + page.doctors.map { .init("\($0.number)", $0.name, isChosen: $0.number == filter.doctor) })),
            FormField(
                "Status", name: "status",
                .select(
                    [any]
                        + OngoingSpellsAddress.statuses.map {
                            .init($0.name, $0.status.title, isChosen: $0.status == filter.status)
                        })),
            FormField(
                "Ärenden", name: "arenden",
                .select(
                    OngoingSpellsFilter.Messages.allCases.map { .init($0.rawValue, $0.title, isChosen: $0 == filter.messages) })),
            FormField(
                "Sysselsättning", name: "sysselsattning",
                .select([any] + Occupation.allCases.map { .init("\($0.rawValue)", $0.title, isChosen: $0 == filter.occupation) })),
            FormField(
                "Ålder", name: "alder",
                .numberRange(
                    from: filter.ages.flatMap { $0.lowerBound == 0 ? nil : $0.lowerBound },
                    to: filter.ages.flatMap { $0.upperBound >= OngoingSpellsAddress.oldest ? nil : $0.upperBound })),
            FormField(
                "Slutdatum", name: "slut",
                .dateRange(
                    from: written(filter.endsFrom), to: written(filter.endsThrough))),
            FormField(
                "Listan för dag", name: "dag", .date(value: written(filter.day)),
                hint: "Tomt visar i dag. En tidigare dag visar vilka sjukfall som pågick då."),
            FormField("Ordna efter", name: "ordna", .select(orders)),
            FormField("Omvänd ordning", name: "fallande", .checkbox(isChecked: filter.isDescending)),
            FormField(
                "Längd", name: "langd",
                .checkboxes(
                    LengthGroup.Filter.allCases.map { .init("\($0.rawValue)", $0.title, isChosen: filter.lengths.contains($0)) })),
        ]
    }

    private static func words(_ ages: ClosedRange<Int>) -> String {
        if ages.upperBound >= OngoingSpellsAddress.oldest { return "Minst \(ages.lowerBound) år" }
        return ages.lowerBound == 0 ? "Högst \(ages.upperBound) år" : "\(ages.lowerBound)–\(ages.upperBound) år"
    }

    private var endDates: String {
        [filter.endsFrom.map { "från \($0)" }, filter.endsThrough.map { "till \($0)" }].compactMap(\.self).joined(separator: " ")
    }

    private var orders: [FormField.Option] {
        ([nil] + OngoingSpellsColumns.all.map(\.sort)).map { sort in
            FormField.Option(sort?.rawValue ?? "", OngoingSpellsColumns.title(of: sort), isChosen: sort == filter.sort)
        }
    }

    /// Kept though no field of the form shows them.
    private var hidden: [(name: String, value: String)] {
        var kept: [(name: String, value: String)] = []
        kept.append(("vems", OngoingSpellsAddress.name(filter.whose)))
        if let patient = filter.patient { kept.append(("patient", patient)) }
        if let attention = filter.attention { kept.append(("att-gora", attention.rawValue)) }
        return kept
    }

    var chosen: [FilterForm.Chosen] {
        var chosen: [FilterForm.Chosen] = []
        func add(_ label: String, isPersonal: Bool = false, _ change: (inout OngoingSpellsFilter) -> Void) {
            chosen.append(.init(label, remove: address.changing(change).href(for: viewer), isPersonal: isPersonal))
        }
        if filter.patient != nil { add("Sökt personnummer") { $0.patient = nil } }
        if let day = filter.day { add("Listan för \(day)") { $0.day = nil } }
        if !filter.text.isEmpty { add("Sök: \(filter.text)", isPersonal: true) { $0.text = "" } }
        if let chapter = filter.chapter { add("\(chapter.codeRange) \(chapter.title)") { $0.chapter = nil } }
        if let doctor = filter.doctor { add(page.doctors.first { $0.number == doctor }?.name ?? "Läkare") { $0.doctor = nil } }
        if let status = filter.status { add(status.title) { $0.status = nil } }
        if filter.messages != .any { add("Ärenden: \(filter.messages.title)") { $0.messages = .any } }
        if let occupation = filter.occupation { add(occupation.title) { $0.occupation = nil } }
        if let ages = filter.ages { add(OngoingSpellsFilterForm.words(ages)) { $0.ages = nil } }
        if filter.endsFrom != nil || filter.endsThrough != nil {
            add("Slutdatum \(endDates)") {
                $0.endsFrom = nil
                $0.endsThrough = nil
            }
        }
        for length in filter.lengths.sorted(by: { $0.rawValue < $1.rawValue }) { add(length.title) { $0.lengths.remove(length) } }
        return chosen
    }
}
