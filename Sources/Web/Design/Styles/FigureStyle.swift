extension Styles {
    static let figures = """
        .figure-card { display: grid; grid-row: span 3; grid-template-rows: subgrid; grid-template-columns: minmax(0, 1fr); gap: var(--space-3); background: var(--surface); border: 1px solid var(--line);
        border-radius: var(--radius); padding: var(--space-4) var(--space-5); min-width: 0; }
        .figure-card h3 { font-weight: 600; line-height: 1.3; }
        .figure-card h3 a { display: inline-block; min-height: 1.5rem; color: var(--ink); text-decoration-color: var(--line-strong); }
        .figure-card h3 a:hover { color: var(--accent); text-decoration-color: currentColor; }
        .overline { color: var(--ink-soft); font-size: var(--size-small); line-height: 1.4; }
        .figure-others { list-style: none; width: 100%; align-self: start; display: grid; gap: var(--space-1); }
        .figure-others li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 var(--space-3); }
        .figure-others .figure-basis { grid-column: 1 / -1; }
        .figure-others a { overflow-wrap: anywhere; }
        .figure-others span { white-space: nowrap; font-weight: 600; }
        .figure-body { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: end; align-content: start; }
        .figure-basis { flex: 1 0 100%; }
        .spark-box { flex: 1 1 5rem; max-width: 9.5rem; margin-left: auto; }
        .figure-value { font-size: clamp(1.625rem, 1.2rem + 1.6vw, var(--size-figure)); line-height: 1.1; font-weight: 600; letter-spacing: -.02em; }
        .figure-value.long-value { font-size: 1.375rem; }
        .figure-basis { color: var(--ink-soft); font-size: var(--size-small); line-height: 1.4; }
        .figure-foot { border-top: 1px solid var(--line); padding-top: var(--space-2); font-size: var(--size-dense); display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3);
        align-items: center; justify-content: space-between; min-height: 2.75rem; }
        .figure-card .spark-span { display: block; color: var(--ink-soft); font-size: .75rem; }
        """
}
