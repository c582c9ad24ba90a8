import SickLeave
import UseCases

/// What a list without lines means, and the next step: another day, colleagues' patients, a filter less, or somebody to ask.
struct EmptyList {
    let page: OngoingSpells.Page
    let address: OngoingSpellsAddress
    let viewer: Viewer
    let today: Day

    private var filter: OngoingSpellsFilter { address.filter }

    var state: EmptyState {
        if page.total == 0 {
            if let day = filter.day, day != today { return nobody(on: day) }
            return page.isOwn ? nobodyTreated : nobodyNow
        }
        if page.matchingOfOthers > 0 { return onlyOthers }
        if filter.patient != nil { return noSuchPerson }
        var rest = filter
        rest.attention = nil
        if let attention = filter.attention, rest == cleared { return nothing(under: attention) }
        return EmptyState(
            title: "Inga sjukfall passar filtret", text: "Ta bort ett filter ovanför listan, eller visa alla. \(EmptyList.ended)",
            action: showAll)
    }

    private static let ended = "Är sjukfallet avslutat? Under Inställningar för listan väljer du hur länge avslutade visas."

    /// Nothing chosen but whose lines and their order.
    private var cleared: OngoingSpellsFilter {
        var cleared = OngoingSpellsFilter()
        (cleared.whose, cleared.sort, cleared.isDescending) = (filter.whose, filter.sort, filter.isDescending)
        return cleared
    }

    private var showAll: LinkButton { LinkButton("Visa alla", OngoingSpellsAddress(cleared).href(for: viewer)) }

    private var nobodyNow: EmptyState {
        let mayLook = viewer.may(.seeImports)
        return EmptyState(
            title: "Ingen är sjukskriven just nu",
            text: """
                Här visas enhetens pågående sjukfall när intyg har lästs in. Intyg till arbetsgivaren (AG7804, AG1-14) räknas inte \
                som sjukfall. Saknas någon? \(mayLook ? "Kontrollera att" : "Be rehabkoordinatorn att se efter om") de senaste \
                intygen är inlästa.
                """,
            action: mayLook ? LinkButton("Se inläsningar", Site.imports) : nil)
    }

    private var nobodyTreated: EmptyState {
        EmptyState(
            title: "Ingen som du behandlar är sjukskriven just nu",
            text: """
                Här visas enhetens patienter vars intyg du har utfärdat, som du är ansvarig för eller som du har registrerat en \
                åtgärd för. Saknas någon? Be rehabkoordinatorn att ge dig ansvar för sjukfallet.
                """)
    }

    private func nobody(on day: Day) -> EmptyState {
        let whom = page.isOwn ? " för någon som du behandlar" : ""
        return EmptyState(
            title: "Inga sjukfall den \(day.inWords)",
            text: day > today
                ? "Inget inläst intyg\(whom) gäller så långt fram. Nya intyg kan ändra det."
                : "Inget inläst intyg\(whom) gäller den dagen. Kontrollera dagen. Äldre intyg kan behöva läsas in.",
            action: LinkButton("Visa listan för i dag", address.changing { $0.day = nil }.href(for: viewer)))
    }

    private var onlyOthers: EmptyState {
        let (count, place) = (
            SwedishNumber.count(page.matchingOfOthers, "sjukfall", "sjukfall"), page.title(of: .unit, for: viewer)
        )
        let others = address.changing { $0.whose = .unit }.href(for: viewer)
        if filter == cleared {
            return EmptyState(
                title: "Du har inga pågående sjukfall",
                text: "Här visas de patienter vars gällande intyg du har utfärdat, och de vars sjukfall du är ansvarig för.",
                action: LinkButton("\(count) finns under \(place)", others))
        }
        return EmptyState(
            title: "Inga av dina sjukfall passar filtret", text: "Sökningen och filtret följer med när du byter till ”\(place)”.",
            action: LinkButton("\(count) passar under \(place)", others))
    }

    /// The same whether nobody has the number or the person is not the viewer's to see.
    private var noSuchPerson: EmptyState {
        EmptyState(
            title: "Inga sjukfall passar filtret",
            text: """
                Ingen i listan har personnumret, eller så passar resten av filtret inte. Kontrollera siffrorna. \(EmptyList.ended)
                """,
            action: showAll)
    }

    private func nothing(under attention: OngoingSpellsFilter.Attention) -> EmptyState {
        EmptyState(
            title: "Inget under ”\(attention.title)”", text: "Inget av sjukfallen i listan hör dit just nu.", action: showAll)
    }
}
