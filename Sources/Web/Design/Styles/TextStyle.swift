extension Styles {
    static let text = """
        .lead { font-size: var(--size-lead); color: var(--ink-soft); max-width: var(--reading); }
        .soft { color: var(--ink-soft); }
        .small { font-size: var(--size-small); }
        .prose { max-width: var(--reading); }
        .prose > * + * { margin-top: var(--space-3); }
        .prose > * + h2 { margin-top: var(--space-5); }
        .prose ul, .prose ol { padding-left: 1.25rem; }
        .prose li + li { margin-top: var(--space-1); }
        .plain-list { list-style: none; }
        .plain-list > li + li { margin-top: var(--space-2); }
        code, .code { font-family: var(--mono); font-size: .92em; }
        .wrap { overflow-wrap: anywhere; }
        .facts { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: var(--space-2) var(--space-5); }
        .facts dt { color: var(--ink-soft); }
        .facts dd { margin: 0; font-weight: 500; overflow-wrap: anywhere; }
        .facts.stacked { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
        .facts.stacked dt { font-size: var(--size-small); }
        @media (max-width: 29.99rem) {
        .facts:not(.stacked) { grid-template-columns: minmax(0, 1fr); gap: 0; }
        .facts.stacked { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--space-3); }
        .facts dd + dt { margin-top: var(--space-3); }
        }
        details.disclosure { border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
        details.disclosure + details.disclosure { border-top: 0; margin-top: 0; }
        details.disclosure > summary { padding: var(--space-2) 0; font-weight: 600; color: var(--accent); min-height: 2.5rem; }
        details.disclosure > summary:hover { color: var(--accent-strong); text-decoration: underline; text-underline-offset: .18em; }
        details.disclosure > div { padding: var(--space-2) 0 var(--space-4); }
        """
}
