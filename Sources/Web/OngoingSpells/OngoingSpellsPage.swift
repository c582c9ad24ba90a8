import SickLeave
import UseCases

/// The unit's list: what stands out first, then the filter, then the lines.
struct OngoingSpellsPage: Component {
    let page: OngoingSpells.Page
    let address: OngoingSpellsAddress
    let viewer: Viewer
    let today: Day
    let formToken: String
    /// One of its forms, when it is shown again.
    let returned: ReturnedForm?

    var lead: HTML {
        """
        \(SwedishNumber.count(page.total, "sjukfall", "sjukfall"))\(if: page.ended > 0, ", varav \(SwedishNumber.count(page.ended, "avslutat", "avslutade")),")\(if: page.isOwn, " bland dem som du behandlar") på \(viewer.unit.name) den \(day.inWords). Ett uppehåll på högst \
        \(SwedishNumber.count(page.settings.gap, "dag", "dagar")) mellan två intyg räknas som samma sjukfall.\
        \(if: day > today, " Så ser det ut den dagen med de intyg som är inlästa nu.")
        """
    }

    private var day: Day { address.filter.day ?? today }

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(with: address.unread.notice, { Notice(.attention, title: $0).html })\
        \(whose)\(attention)\(filterForm)\
        \(if: address.hasLostWords, OngoingSpellsPage.lostWords)\(printed)
        \(OngoingSpellsTable(
            page: page, address: address, viewer: viewer, today: today, formToken: formToken,
            returned: returned.at(Site.assignCases)))
        \(pagination)\(saved)\(settings)
        """
    }

    private var filterForm: OngoingSpellsFilterForm {
        OngoingSpellsFilterForm(page: page, address: address, viewer: viewer, formToken: formToken)
    }

    /// On paper, where neither the tabs nor the pages' numbers are: which of the lines these are, and what they were chosen by.
    private var printed: HTML {
        guard !page.rows.isEmpty else { return HTML() }
        let first = (page.page - 1) * OngoingSpells.pageSize + 1
        let rows = "\(SwedishNumber.integer(first))–\(SwedishNumber.integer(first + page.rows.count - 1))"
        let choice =
            [page.title(of: address.filter.whose, for: viewer), address.filter.attention?.title].compactMap {
                $0.map { "\($0)" as HTML }
            }
            + filterForm.chosen.map(\.words)
        return """
            <p class="print-only">Sida \(SwedishNumber.integer(page.page)) av \(SwedishNumber.integer(page.pageCount)), \
            rad \(rows) av \(SwedishNumber.integer(page.matching)). \(viewer.unit.name), \(day.inWords). \
            Urval: \(for: choice.enumerated(), { $0 == 0 ? $1 : ", \($1)" }).</p>
            """
    }

    private var whose: HTML {
        guard viewer.hasOwnPatients else { return HTML() }
        let items = [OngoingSpellsFilter.Whose.mine, .unit].map { whose in
            Tabs.Item(
                page.title(of: whose, for: viewer), address.changing { $0.whose = whose }.href(for: viewer),
                isCurrent: address.filter.whose == whose)
        }
        return Tabs(label: "Vems patienter", items).html
    }

    /// The lists that a coordinator works from, with their counts.
    private var attention: HTML {
        let all = Tabs.Item(
            "Alla", address.changing { $0.attention = nil }.href(for: viewer), isCurrent: address.filter.attention == nil,
            count: nil)
        let items = OngoingSpellsFilter.Attention.allCases.map { kind in
            Tabs.Item(
                kind.title, address.changing { $0.attention = kind }.href(for: viewer),
                isCurrent: address.filter.attention == kind,
                count: page.attention[kind] ?? 0)
        }
        return Tabs(label: "Att göra", [all] + items).html
    }

    private var pagination: Pagination {
        Pagination(current: page.page, last: page.pageCount) { [address, viewer] number in
            address.turned(to: number).href(for: viewer)
        }
    }

    private var saved: HTML {
        """
        <p class="soft prose saved-view">Filter och ordning ligger i sidans adress. Spara den som bokmärke, så kommer du tillbaka till samma vy\
        .\(if: !address.filter.text.isEmpty, " Sökta ord som kan vara ett namn gäller bara tills du loggar ut.")</p>
        """
    }

    private static let lostWords = HTML(
        Notice(
            .info, title: "Sökorden finns inte kvar",
            body: """
                <p>Ord som kan vara ett namn läses inte ur adressen, och glöms när du loggar ut. Skriv dem i sökrutan igen. \
                Resten av filtret gäller.</p>
                """))

    private var settings: HTML {
        let shown = returned.at(Site.listSettings)
        let form: HTML = """
            <form method="post" action="\(Site.listSettings)" class="form">\(FormToken(formToken))\
            <input type="hidden" name="vy" value="\(address.queryText(for: viewer))">\
            \(shown.field(
                "Dagar mellan intyg som räknas som samma sjukfall", .listGap, first: "\(page.settings.gap)",
                hint: "0–90. Rehabstöd har 5 från början.", isShort: true) { .number(value: Int($0), range: 0...90) })\
            \(shown.field(
                "Visa sjukfall som avslutats för högst så här många dagar sedan", .listEnded,
                first: "\(page.settings.recentlyEnded)", hint: "0–14. 0 visar pågående, och avslutade där Försäkringskassan väntar på svar.", isShort: true) {
                .number(value: Int($0), range: 0...14)
            })\
            \(SubmitButton("Spara", .secondary))</form>
            """
        return Disclosure("Inställningar för listan", isOpen: shown != nil, form).html
    }
}

extension OngoingSpells.Page {
    /// Of the part of the list: its tab, and what is said of it elsewhere. A physician who sees only whom they treat treats some whose
    /// certificates colleagues issue.
    func title(of whose: OngoingSpellsFilter.Whose, for viewer: Viewer) -> String {
        switch whose {
        case .mine: "Mina patienter"
        case .unit: !isOwn ? "Hela enheten" : viewer.hasOwnPatients ? "Mina och kollegors patienter" : "Alla som jag behandlar"
        }
    }
}
