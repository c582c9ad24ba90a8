import SickLeave
import UseCases

/// What every page of a chosen unit has in common: who looks, where one can go.
struct UnitPages: Sendable {
    let site: SiteInformation

    enum Door { case overview, ongoingSpells, measures, reports, imports, accounts, rights, log, none }

    /// - Parameter receipt: of what was done just now, when this page answers the form itself.
    func page(
        _ door: Door, title: String, windowTitle: String? = nil, lead: HTML? = nil, actions: HTML? = nil,
        breadcrumbs: [Breadcrumb] = [],
        width: Page.Width = .standard, receipt: Receipt? = nil, context: UnitContext, content: HTML
    ) -> Page {
        Page(
            title: title, windowTitle: windowTitle, lead: lead, actions: actions, viewer: badge(context.viewer, context.signed),
            navigation: navigation(door, context.viewer), breadcrumbs: breadcrumbs, width: width, appearance: context.appearance,
            site: site, receipt: (receipt ?? context.receipt)?.sentence, content: content)
    }

    /// A page about something that went wrong, or for everybody: with the viewer's own doors when there is a viewer.
    func page(_ title: String, width: Page.Width, content: HTML, _ context: AppContext) -> Page {
        page(title, width: width, appearance: context.appearance, signed: context.signed, content: content)
    }

    /// A page about the person's own account, whether or not a unit is chosen.
    func page(_ title: String, lead: HTML? = nil, breadcrumbs: [Breadcrumb], content: HTML, _ context: SignedInContext) -> Page {
        page(
            title, lead: lead, breadcrumbs: breadcrumbs, width: .reading, appearance: context.appearance, signed: context.signed,
            receipt: context.receipt, content: content)
    }

    private func page(
        _ title: String, lead: HTML? = nil, breadcrumbs: [Breadcrumb] = [], width: Page.Width, appearance: Page.Appearance,
        signed: SignIn.Signed?, receipt: Receipt? = nil, content: HTML
    ) -> Page {
        let viewer = signed?.viewer
        return Page(
            title: title, lead: lead, viewer: signed.flatMap { signed in viewer.map { badge($0, signed) } },
            navigation: viewer.map { navigation(.none, $0) } ?? [], breadcrumbs: breadcrumbs, width: width,
            appearance: appearance, site: site, receipt: receipt?.sentence, content: content)
    }

    private func badge(_ viewer: Viewer, _ signed: SignIn.Signed) -> ViewerBadge {
        ViewerBadge(
            name: viewer.name, account: Site.account, role: viewer.role.title, unit: viewer.unit.name,
            changeUnit: signed.choices.count > 1 ? Site.chooseUnit : nil, signOut: Site.signOut, formToken: signed.formToken)
    }

    /// Only doors that the role may open.
    private func navigation(_ door: Door, _ viewer: Viewer) -> [NavigationItem] {
        var items: [NavigationItem] = []
        if viewer.may(.seeFigures) { items.append(NavigationItem("Översikt", Site.overview, isCurrent: door == .overview)) }
        if viewer.may(.seePatients) {
            items.append(NavigationItem("Pågående sjukfall", Site.ongoingSpells, isCurrent: door == .ongoingSpells))
        }
        if viewer.may(.seeFigures) { items.append(NavigationItem("Mål", Site.measures, isCurrent: door == .measures)) }
        if Reports.mayBeSeen(by: viewer) {
            items.append(NavigationItem("Rapporter", Site.reports, isCurrent: door == .reports))
        }
        if viewer.may(.seeImports) { items.append(NavigationItem("Inläsning", Site.imports, isCurrent: door == .imports)) }
        if viewer.may(.manageAccounts) {
            items.append(NavigationItem("Konton", Site.providerAccounts, isCurrent: door == .accounts))
        }
        if viewer.may(.manageUnit) { items.append(NavigationItem("Behörigheter", Site.rights, isCurrent: door == .rights)) }
        if viewer.may(.reviewLog) { items.append(NavigationItem("Åtkomstlogg", Site.logReview, isCurrent: door == .log)) }
        return items
    }
}
