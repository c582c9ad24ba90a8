import SickLeave
import UseCases

/// What every page of a chosen unit has in common: who looks, where one can go.
struct UnitPages: Sendable {
    let site: SiteInformation

    enum Door { case overview, ongoingSpells, measures, imports, log, none }

    func page(
        _ door: Door, title: String, windowTitle: String? = nil, lead: HTML? = nil, actions: HTML? = nil, breadcrumbs: [Breadcrumb] = [],
        width: Page.Width = .standard, context: UnitContext, content: HTML
    ) -> Page {
        Page(
            title: title, windowTitle: windowTitle, lead: lead, actions: actions,
            viewer: ViewerBadge(
                name: context.viewer.name, role: context.viewer.role.title, unit: context.viewer.unit.name,
                changeUnit: context.signed.choices.count > 1 ? Site.chooseUnit : nil, signOut: Site.signOut, formToken: context.formToken),
            navigation: navigation(door, context.viewer), breadcrumbs: breadcrumbs, width: width, appearance: context.appearance,
            site: site, content: content)
    }

    /// Only doors that the role may open.
    private func navigation(_ door: Door, _ viewer: Viewer) -> [NavigationItem] {
        var items: [NavigationItem] = []
        if viewer.may(.seeFigures) { items.append(NavigationItem("Översikt", Site.overview, isCurrent: door == .overview)) }
        if viewer.may(.seePatients) {
            items.append(NavigationItem("Pågående sjukfall", Site.ongoingSpells, isCurrent: door == .ongoingSpells))
        }
        if viewer.may(.seeFigures) { items.append(NavigationItem("Mål", Site.measures, isCurrent: door == .measures)) }
        if viewer.may(.seeImports) { items.append(NavigationItem("Inläsning", Site.imports, isCurrent: door == .imports)) }
        if viewer.may(.reviewLog) { items.append(NavigationItem("Åtkomstlogg", Site.logReview, isCurrent: door == .log)) }
        return items
    }
}
