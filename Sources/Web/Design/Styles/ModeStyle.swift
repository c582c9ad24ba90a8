extension Styles {
    /// Hidden personal data, forced colours, reduced motion.
    static let modes = """
        /* The words keep their room, so that nothing moves when they are shown again; assistive technology does not read them. */
        .hide-personal .personal { position: relative; }
        .hide-personal .personal > span { visibility: hidden; }
        .hide-personal .personal::after { content: "••••••" / "Dold uppgift"; position: absolute; left: 0; top: 0; color: var(--ink-soft); letter-spacing: .08em; }
        /* A field is written in all the same, as one for passwords is. */
        .hide-personal .personal-text { -webkit-text-security: disc; }
        @supports not (-webkit-text-security: disc) {
        .hide-personal .personal-text { color: transparent; }
        }
        .toggle-names { display: inline-grid; text-align: left; }
        .toggle-names > * { grid-area: 1 / 1; }
        .hide-personal .toggle-names > :first-child, :root:not(.hide-personal) .toggle-names > :last-child { visibility: hidden; }
        .hide-personal .button[data-toggle-personal] { background: var(--accent-wash); color: var(--accent-strong); border-color: var(--accent); }
        @media (forced-colors: active) {
        .button, .chip, .count, .status .icon, .notice, .progress svg { border: 1px solid; forced-color-adjust: auto; }
        .status .icon, .notice { border-width: 0; }
        .sections a, .tabs a { border-color: Canvas; }
        .sections a[aria-current], .tabs a[aria-current] { border-bottom-color: Highlight; }
        .brand-step, .brand-last { fill: LinkText; }
        .pages [aria-current] { outline: 2px solid Highlight; }
        .plot .line, .spark .line, .plot .point, .bar .hatched, .bar-stripe { stroke: CanvasText; }
        .plot text, .bar-letter { fill: CanvasText; }
        .plot .band, .spark .band, .plot .area, .progress .track { fill: Canvas; stroke: GrayText; }
        .bar .solid, .progress .fill, .spark .last, .plot .point.last { fill: CanvasText; }
        }
        @media (prefers-reduced-motion: no-preference) {
        .button, .sections a, .tabs a, tbody tr > * { transition: background-color .12s, border-color .12s, color .12s; }
        }
        """
}
