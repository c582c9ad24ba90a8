/// The one stylesheet: tokens from ``Palette``, then the parts from general to special. Class names say what a thing is, never how it looks.
/// Written for a strict content security policy: nothing in the markup carries a `style` attribute.
package enum Stylesheet {
    package static let text: String = compact(
        [
            tokens, Styles.base, Styles.layout, Styles.mast, Styles.text, Styles.tables, Styles.cards, Styles.forms,
            Styles.filters,
            Styles.marks,
            Styles.panels, Styles.figures, Styles.charts, Styles.work, Styles.modes, Styles.print,
        ].joined(separator: "\n"))

    /// Dark applies on screens only, so that paper is always dark on white.
    private static let tokens = """
        :root {
        color-scheme: light;
        \(colors { $0.light })
        --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
        --mono: ui-monospace, "Cascadia Mono", "Segoe UI Mono", "Liberation Mono", monospace;
        --size-small: .8125rem;
        --size-dense: .875rem;
        --size-body: 1rem;
        --size-lead: 1.125rem;
        --size-h3: 1.0625rem;
        --size-h2: 1.3125rem;
        --size-h1: 1.75rem;
        --size-figure: 2.125rem;
        --space-1: .25rem;
        --space-2: .5rem;
        --space-3: .75rem;
        --space-4: 1rem;
        --space-5: 1.5rem;
        --space-6: 2.25rem;
        --space-7: 3.5rem;
        --radius: .375rem;
        --radius-small: .25rem;
        --reading: 42rem;
        --gutter: clamp(1rem, 2.2vw, 2.25rem);
        }
        @media screen and (prefers-color-scheme: dark) {
        :root:not([data-theme="light"]) {
        color-scheme: dark;
        \(colors { $0.dark })
        }
        }
        @media screen {
        :root[data-theme="dark"] {
        color-scheme: dark;
        \(colors { $0.dark })
        }
        }
        """

    private static func colors(_ value: (ColorToken) -> String) -> String {
        Palette.tokens.map { "--\($0.name): \(value($0));" }.joined(separator: "\n")
    }

    /// Drops indentation, empty lines and comment lines; enough, since the file is compressed on the way and cached for ever.
    private static func compact(_ css: String) -> String {
        css.split(separator: "\n")
            .map { $0.drop { $0 == " " } }
            .filter { !$0.isEmpty && !$0.hasPrefix("/*") }
            .joined(separator: "\n")
    }
}

/// Name space of the parts of the stylesheet.
enum Styles {}
