/// Every part of the design language on one page: as it usually is, with very long content, and with content that tries to break out.
/// Served in demo mode; the browser tests look at it in all sizes and themes.
package struct GalleryPage: Component {
    package var viewer: ViewerBadge
    package var site: SiteInformation
    package var appearance: Page.Appearance

    package init(viewer: ViewerBadge, site: SiteInformation, appearance: Page.Appearance = .init()) {
        self.viewer = viewer
        self.site = site
        self.appearance = appearance
    }

    package var html: HTML {
        Page(
            title: "Byggdelar",
            lead: "Så ser delarna ut som sidorna är byggda av: vanliga, långa och med text som försöker bryta sig ut.",
            actions: "\(PrintButton())\(HidePersonalButton())", viewer: viewer,
            navigation: [
                .init("Översikt", "#oversikt"),
                .init("Pågående sjukfall", "#tabeller", isCurrent: true, unfinished: (7, "sena åtgärder")),
                .init("Mål och mått", "#diagram"), .init("Karantän", "#formular", unfinished: (1234, "dokument")),
                .init(GallerySample.long, "#langt"), .init(GallerySample.injection, "#injektion"),
            ],
            breadcrumbs: [.init("Översikt", "/")], appearance: appearance, site: site,
            content: """
                \(section("farger", "Färger", colors))
                \(section("text", "Text", GalleryText.html))
                \(section("marken", "Märken", GalleryMarks.html))
                \(section("knappar", "Knappar", GalleryForms.buttons))
                \(section("formular", "Formulär", GalleryForms.fields))
                \(section("tabeller", "Tabeller", GalleryTables.html))
                \(section("kort", "Kort", GalleryFigures.cards))
                \(section("diagram", "Diagram", GalleryFigures.charts))
                \(section("handelser", "Händelser och sidval", GalleryText.timeline))
                """
        ).html
    }

    private func section(_ id: String, _ heading: String, _ content: HTML) -> HTML {
        "<section class=\"stack\" id=\"\(id)\" aria-labelledby=\"\(id)-rubrik\"><h2 id=\"\(id)-rubrik\">\(heading)</h2>\(content)</section>\n"
    }

    private var colors: HTML {
        """
        <ul class="grid small swatches">\(for: Palette.tokens, { token in
            """
            <li class="swatch-item"><svg class="swatch" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><rect class="swatch-frame" width="32" height="32"/>\
            <rect class="swatch-light" width="16" height="32" fill="\(token.light)"/><rect x="16" width="16" height="32" fill="\(token.dark)"/></svg>\
            <code>\(token.name)</code></li>
            """
        })</ul>
        """
    }
}

/// Words that are hard on a layout.
package enum GallerySample {
    package static let long =
        "Rehabiliteringsmedicinska öppenvårdsmottagningen för långvarig smärta och utmattningssyndrom vid Norra Skånes sjukhus i Ängelholm"
    package static let unbroken = "Arbetsplatsanpassningsåtgärdsuppföljningssammanträdesprotokollsförteckningen"
    package static let injection = "\"><script>alert('x')</script><b onmouseover=alert(1)>&lt;{{7*7}}"
}
