/// Everything that a whole page is made of. The layout writes the rest: one `h1`, landmarks, skip link, assets.
///
/// ```swift
/// let page = Page(
///     title: "Pågående sjukfall", viewer: viewer, navigation: navigation,
///     breadcrumbs: [.init("Översikt", "/oversikt")], width: .wide,
///     content: "\(filterForm)\(table)")
/// response.body = page.html.utf8
/// ```
/// The content starts at `h2`. No `style` attribute and no script may stand in it: the content security policy is
/// `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`.
package struct Page: Component {
    /// The `h1`, and the beginning of the window's title. Never a patient's name or number in a window title: see `windowTitle`.
    package var title: String
    /// Stands in the browser's history and tab instead of `title`; required when `title` names a person.
    package var windowTitle: String?
    package var lead: HTML?
    /// Beside the heading: print, export.
    package var actions: HTML?
    package var viewer: ViewerBadge?
    package var navigation: [NavigationItem]
    package var breadcrumbs: [Breadcrumb]
    package var width: Width
    package var appearance: Appearance
    package var site: SiteInformation
    /// What the person has just done, in a sentence without its full stop.
    package var receipt: String?
    package var content: HTML

    package init(
        title: String, windowTitle: String? = nil, lead: HTML? = nil, actions: HTML? = nil, viewer: ViewerBadge? = nil,
        navigation: [NavigationItem] = [], breadcrumbs: [Breadcrumb] = [], width: Width = .standard,
        appearance: Appearance = Appearance(), site: SiteInformation = SiteInformation(), receipt: String? = nil, content: HTML
    ) {
        self.title = title
        self.windowTitle = windowTitle
        self.lead = lead
        self.actions = actions
        self.viewer = viewer
        self.navigation = navigation
        self.breadcrumbs = breadcrumbs
        self.width = width
        self.appearance = appearance
        self.site = site
        self.receipt = receipt
        self.content = content
    }

    package enum Width: String, Sendable {
        /// Cards and sections.
        case standard
        /// Tables of many columns use the whole window.
        case wide
        /// Running text.
        case reading
        /// Sign in, unit chooser.
        case narrow
    }

    /// What this person has chosen, read from the cookies `theme` and `personal`.
    package struct Appearance: Sendable {
        package var theme: Theme
        package var hidesPersonalData: Bool

        package init(theme: Theme = .automatic, hidesPersonalData: Bool = false) {
            self.theme = theme
            self.hidesPersonalData = hidesPersonalData
        }

        package init(themeCookie: String?, personalCookie: String?) {
            theme = themeCookie.flatMap(Theme.init) ?? .automatic
            hidesPersonalData = personalCookie == "hidden"
        }
    }

    package enum Theme: String, Sendable {
        case automatic = "auto"
        case light, dark
    }
}

/// The person who looks, in which role and for which unit: always in view.
package struct ViewerBadge: Sendable {
    package var name: String
    /// The person's own page.
    package var account: Href?
    package var role: String
    package var unit: String
    /// Nil when there is no other unit to choose.
    package var changeUnit: Href?
    package var signOut: Href
    /// Goes with every form that changes something, as the hidden field `formToken`.
    package var formToken: String?

    package init(
        name: String, account: Href? = nil, role: String, unit: String, changeUnit: Href?, signOut: Href, formToken: String? = nil
    ) {
        self.name = name
        self.account = account
        self.role = role
        self.unit = unit
        self.changeUnit = changeUnit
        self.signOut = signOut
        self.formToken = formToken
    }
}

/// One door of the main navigation.
package struct NavigationItem: Sendable {
    package var title: String
    package var href: Href
    package var isCurrent: Bool
    /// Unfinished things behind the door, with their name for those who cannot see the number's place: (3, "sena åtgärder").
    package var unfinished: (count: Int, label: String)?

    package init(_ title: String, _ href: Href, isCurrent: Bool = false, unfinished: (count: Int, label: String)? = nil) {
        self.title = title
        self.href = href
        self.isCurrent = isCurrent
        self.unfinished = unfinished
    }
}

package struct Breadcrumb: Sendable {
    package var title: String
    package var href: Href

    package init(_ title: String, _ href: Href) {
        self.title = title
        self.href = href
    }
}

/// What is the same on every page of an installation.
package struct SiteInformation: Sendable {
    package var home: Href
    package var accessibilityStatement: Href
    package var help: Href?
    package var version: String
    /// Shows that nobody in the data exists.
    package var isDemo: Bool

    package init(
        home: Href = "/", accessibilityStatement: Href = "/tillganglighet", help: Href? = nil, version: String = "",
        isDemo: Bool = false
    ) {
        self.home = home
        self.accessibilityStatement = accessibilityStatement
        self.help = help
        self.version = version
        self.isDemo = isDemo
    }
}
