import SickLeave

extension Page {
    package var html: HTML {
        """
        <!doctype html>
        <html lang="sv"\(attribute: "data-theme", themeAttribute)\(attribute: "class", appearance.hidesPersonalData ? "hide-personal" : nil)>
        <head>
        <meta charset="utf-8">
        <title>\(windowTitle ?? title) – Sakkunnig</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="stylesheet" href="\(Asset.stylesheet.path)">
        <link rel="icon" type="image/svg+xml" href="\(Asset.icon.path)">
        <script src="\(Asset.script.path)" defer></script>
        </head>
        <body>
        \(Icon.sprite)
        <a class="skip" href="#innehall">Hoppa till innehållet</a>
        \(mast)
        \(if: site.isDemo, Page.demoBanner)\(if: !navigation.isEmpty, sections)<main id="innehall" class="\(width.rawValue)" tabindex="-1">
        \(crumbs)\(head)
        \(done)\(content)
        </main>
        \(footer)
        </body>
        </html>

        """
    }

    private var themeAttribute: String? { appearance.theme == .automatic ? nil : appearance.theme.rawValue }

    private var mast: HTML {
        """
        <header class="mast">
        <a class="brand" href="\(site.home)">\(Logo.inline)<span class="brand-name">Sakkunnig</span></a>
        \(with: viewer, { viewer in
            """
            <div class="mast-unit"><span class="visually-hidden">Vårdenhet: </span><strong>\(viewer.unit)</strong>\
            \(with: viewer.changeUnit, { "<a href=\"\($0)\">Byt enhet</a>" })</div>
            <div class="mast-viewer"><p>\(name(of: viewer)) <span>\(viewer.role)</span></p>
            <form method="post" action="\(viewer.signOut)">\(FormToken(viewer.formToken))<button>Logga ut</button></form></div>
            """
        })
        </header>
        """
    }

    private func name(of viewer: ViewerBadge) -> HTML {
        guard let account = viewer.account else { return "\(viewer.name)" }
        return "<a href=\"\(account)\">\(viewer.name)</a>"
    }

    private static let demoBanner: HTML = """
        <aside class="demo" aria-label="Om uppgifterna">\(Icon.information)<span>Syntetiska uppgifter: ingen person här finns.</span></aside>

        """

    private var sections: HTML {
        """
        <nav class="sections" aria-label="Huvudmeny"><ul>
        \(for: navigation, { item in
            """
            <li><a href="\(item.href)"\(attribute: "aria-current", item.isCurrent ? "page" : nil)>\(item.title)\
            \(with: item.unfinished, { unfinished in
                "<span class=\"count\">\(SwedishNumber.integer(unfinished.count))<span class=\"visually-hidden\"> \(unfinished.label)</span></span>"
            })</a></li>

            """
        })</ul></nav>

        """
    }

    private var crumbs: HTML {
        guard !breadcrumbs.isEmpty else { return HTML() }
        return """
            <nav class="crumbs" aria-label="Du är här"><ol>\(for: breadcrumbs, { crumb in
                "<li><a href=\"\(crumb.href)\">\(crumb.title)</a></li>"
            })<li aria-current="page">\(title)</li></ol></nav>

            """
    }

    private var head: HTML {
        """
        <div class="page-head"><div><h1>\(title)</h1>\(with: lead, { "<p>\($0)</p>" })</div>\
        \(with: actions, { "<div class=\"actions\">\($0)</div>" })</div>
        """
    }

    /// A status, which those who listen are told without losing their place.
    private var done: HTML {
        guard let receipt else { return HTML() }
        return """
            <div class="receipt" role="status">\(Notice(.done, title: receipt))</div>

            """
    }

    private var footer: HTML {
        """
        <footer class="site">
        <ul><li><a href="\(site.accessibilityStatement)">Tillgänglighetsredogörelse</a></li>\
        \(with: site.help, { "<li><a href=\"\($0)\">Hjälp</a></li>" })</ul>
        <div class="theme-choice needs-script" role="group" aria-label="Utseende">\(for: Page.themes, { theme, name in
            "<button type=\"button\" class=\"button quiet small\" data-theme-choice=\"\(theme.rawValue)\">\(name)</button>"
        })</div>
        <p>Sakkunnig\(if: viewer != nil && !site.version.isEmpty, " \(site.version)")</p>
        </footer>
        """
    }

    private static let themes: [(Theme, String)] = [(.automatic, "Som datorn"), (.light, "Ljust"), (.dark, "Mörkt")]
}
