import SickLeave
import UseCases

/// The unit's list: what stands out first, then the filter, then the lines.
struct OngoingSpellsPage: Component {
    let page: OngoingSpells.Page
    let address: OngoingSpellsAddress
    let viewer: Viewer
    let day: Day
    let formToken: String

    var lead: HTML {
        """
        \(SwedishNumber.count(page.total, "sjukfall", "sjukfall")) på \(viewer.unit.name) den \(day.inWords). Ett uppehåll på högst \
        \(SwedishNumber.count(page.settings.gap, "dag", "dagar")) mellan två intyg räknas som samma sjukfall.
        """
    }

    var html: HTML {
        """
        \(whose)\(attention)\(OngoingSpellsFilterForm(page: page, address: address, viewer: viewer))
        \(table)
        \(pagination)\(settings)
        """
    }

    private var whose: HTML {
        guard viewer.hsaID != nil, viewer.role == .physician else { return HTML() }
        func tab(_ title: String, _ whose: OngoingSpellsFilter.Whose) -> Tabs.Item {
            .init(title, address.changing { $0.whose = whose }.href(for: viewer), isCurrent: address.filter.whose == whose)
        }
        return Tabs(label: "Vems patienter", [tab("Mina patienter", .mine), tab("Hela enheten", .unit)]).html
    }

    /// The four lists that a coordinator works from, with their counts.
    private var attention: HTML {
        let all = Tabs.Item(
            "Alla", address.changing { $0.attention = nil }.href(for: viewer), isCurrent: address.filter.attention == nil, count: nil)
        let items = OngoingSpellsFilter.Attention.allCases.map { kind in
            Tabs.Item(
                kind.title, address.changing { $0.attention = kind }.href(for: viewer), isCurrent: address.filter.attention == kind,
                count: page.attention[kind] ?? 0)
        }
        return Tabs(label: "Att göra", [all] + items).html
    }

    private var table: DataTable {
        DataTable(
            caption: "Pågående sjukfall",
            captionNote: page.matching == page.total
                ? nil : "\(SwedishNumber.integer(page.matching)) av \(SwedishNumber.integer(page.total)) visas med filtret",
            columns: columns, rows: page.rows.map(row), selection: selection, empty: empty, isTall: true)
    }

    private var columns: [DataTable.Column] {
        [
            column("Patient", .rowHeader, .name), column("Personnummer", .tight, .identifier), column("Ålder", .number, .age),
            column("Kön", .tight, .sex), column("Status", .longText, .status), column("Nästa tidsgräns", .longText, .deadline),
            column("Diagnos", .longText, .diagnosis), column("Dag", .number, .day), column("Grad", .tight, .extent),
            column("Start", .tight, .first), column("Slut", .tight, .last), column("Längd", .number, .length),
            column("Intyg", .number, .certificates), column("Plan", .tight, .plan), column("Ärenden", .number, .messages),
            column("Sysselsättning", .text, .occupation), column("Ansvarig", .text, .responsible), column("Läkare", .text, .doctor),
        ]
    }

    /// A click sorts rising, the next falling, the third goes back to the list's own order.
    private func column(_ title: String, _ kind: DataTable.Kind, _ sort: OngoingSpellsFilter.Sort) -> DataTable.Column {
        let isCurrent = address.filter.sort == sort
        let order: DataTable.Sort.Order = isCurrent ? (address.filter.isDescending ? .descending : .ascending) : .none
        let next = address.changing { filter in
            switch order {
            case .none:
                filter.sort = sort
                filter.isDescending = false
            case .ascending: filter.isDescending = true
            case .descending:
                filter.sort = .deadline
                filter.isDescending = false
            }
        }
        return DataTable.Column(title, kind, sort: .init(next.href(for: viewer), order))
    }

    private func row(_ row: OngoingSpellRow) -> DataTable.Row {
        let name = row.name.isEmpty ? "Namn saknas" : row.name
        return DataTable.Row(
            id: row.patient,
            cells: [
                "<a href=\"\(Site.patient(row.patient, spellFrom: row.days.first))\">\(Personal(name))</a>",
                "\(Personal(row.identifier.formatted))", "\(row.age.map { "\($0)" } ?? "–")",
                "\(row.sex.map { $0 == .female ? "Kvinna" : "Man" } ?? "–")", status(row).html, deadline(row), diagnosis(row),
                "\(row.dayInSpell)", extents(row), "\(row.days.first)", "\(row.days.last)", "\(row.netDays)",
                "\(row.certificateCount)", (row.hasPlan ? StatusMark("Ja", .done) : StatusMark("Nej", .none)).html,
                "\(row.unansweredMessages > 0 ? "\(row.unansweredMessages)" : "–")",
                "\(row.occupations.map(\.title).joined(separator: ", "))", "\(row.responsible?.name ?? "–")", "\(row.doctorName)",
            ])
    }

    private func status(_ row: OngoingSpellRow) -> StatusMark {
        let kind: StatusMark.Kind =
            if row.unansweredCompletions > 0 || !row.late.isEmpty { .late } else if row.unansweredQuestions > 0 { .attention } else {
                switch row.status {
                case .ongoing: (row.nextDeadline?.daysLeft ?? .max) <= 7 ? .attention : .info
                case .betweenCertificates, .notStarted: .waiting
                case .ended: .done
                }
            }
        return StatusMark(row.statusSentence, kind)
    }

    private func deadline(_ row: OngoingSpellRow) -> HTML {
        guard let next = row.nextDeadline else { return "–" }
        return "\(next.date) <span class=\"soft\">\(next.inWords): \(next.limit.title)</span>"
    }

    private func diagnosis(_ row: OngoingSpellRow) -> HTML {
        guard let code = row.diagnosis else { return "<span class=\"soft\">Inte angiven</span>" }
        return "\(code.description)\(with: code.shortName, { " <span class=\"soft\">\($0)</span>" })"
    }

    /// The extents of the certificate in order, today's in bold.
    private func extents(_ row: OngoingSpellRow) -> HTML {
        var html = HTML()
        for (index, extent) in row.extents.enumerated() {
            if index > 0 { html += " → " }
            html += index == row.currentExtent ? "<strong>\(extent.percent)\u{A0}%</strong>" : "\(extent.percent)\u{A0}%"
        }
        return html
    }

    private var selection: DataTable.Selection? {
        guard viewer.may(.assignCases) else { return nil }
        let options: [FormField.Option] =
            [.init("", "Ingen ansvarig")] + page.people.map { .init("\($0.account)", $0.name, isChosen: $0.account == viewer.account) }
        return DataTable.Selection(
            action: Site.assignCases,
            controls: """
                \(FormField("Ansvarig", name: "ansvarig", .select(options)))\
                <input type="hidden" name="vy" value="\(query)">\(SubmitButton("Ge ansvar", .secondary, isSmall: true))
                """,
            formToken: formToken)
    }

    /// This view's query, so that a form leads back to it.
    private var query: String {
        let text = address.href(for: viewer).text
        return text.firstIndex(of: "?").map { String(text[text.index(after: $0)...]) } ?? ""
    }

    private var empty: EmptyState {
        page.total == 0
            ? EmptyState(
                title: "Ingen är sjukskriven just nu",
                text: "Här visas enhetens pågående sjukfall när intyg har lästs in. Saknas någon? Kontrollera att de senaste intygen är inlästa.",
                action: viewer.may(.seeImports) ? LinkButton("Se inläsningar", Site.imports) : nil)
            : EmptyState(
                title: "Inga sjukfall passar filtret", text: "Ta bort ett filter, eller visa alla.",
                action: LinkButton("Visa alla", OngoingSpellsAddress(OngoingSpellsFilter()).changing { $0.whose = .unit }.href(for: viewer)))
    }

    private var pagination: Pagination {
        Pagination(current: page.page, last: page.pageCount) { [address, viewer] number in
            OngoingSpellsAddress(address.filter, page: number).href(for: viewer)
        }
    }

    private var settings: HTML {
        let form: HTML = """
            <form method="post" action="\(Site.listSettings)" class="form">\(FormToken(formToken))<input type="hidden" name="vy" value="\(query)">\
            \(FormField("Dagar mellan intyg som räknas som samma sjukfall", name: "mellanrum", .number(value: page.settings.gap, range: 0...90),
                hint: "0–90. Rehabstöd har 5 från början.", isShort: true))\
            \(FormField("Visa sjukfall som avslutats för högst så här många dagar sedan", name: "avslutade",
                .number(value: page.settings.recentlyEnded, range: 0...14), hint: "0–14. 0 visar bara pågående.", isShort: true))\
            \(SubmitButton("Spara", .secondary))</form>
            """
        return Disclosure("Inställningar för listan", form).html
    }
}

extension Occupation {
    var title: String {
        switch self {
        case .work: "Arbete"
        case .jobSeeking: "Arbetssökande"
        case .parentalLeave: "Föräldraledig"
        case .studies: "Studier"
        }
    }
}
