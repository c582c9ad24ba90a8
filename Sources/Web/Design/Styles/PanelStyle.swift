extension Styles {
    static let panels = """
        .panel { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: var(--space-4) var(--space-5) var(--space-5); min-width: 0; }
        .panel > * + * { margin-top: var(--space-3); }
        .log-picks { list-style: none; display: grid; gap: var(--space-4); }
        .pick-form { display: flex; flex-wrap: wrap; align-items: end; gap: var(--space-3); }
        .pick-form .field:not(.short) { flex: 1 1 16rem; }
        .notice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 var(--space-3); padding: var(--space-3) var(--space-4); border-radius: var(--radius);
        border: 1px solid var(--line); border-left: 4px solid var(--grey); background: var(--surface); max-width: 56rem; }
        .notice > .icon { width: 1.25rem; height: 1.25rem; margin-top: .15rem; color: var(--grey); }
        .notice.info { border-left-color: var(--blue); background: var(--blue-wash); }
        .notice.info > .icon { color: var(--blue); }
        .notice.attention { border-left-color: var(--orange-mark); background: var(--orange-wash); }
        .notice.attention > .icon { color: var(--orange-mark); }
        .notice .title { font-weight: 650; }
        .timeline { list-style: none; }
        .timeline > li { display: grid; grid-template-columns: 6.5rem 1.5rem minmax(0, 1fr); gap: 0 var(--space-3); position: relative; padding-bottom: var(--space-5); }
        .timeline > li:last-child { padding-bottom: 0; }
        .timeline > li:not(:last-child)::before { content: ""; position: absolute; left: calc(6.5rem + var(--space-3) + .75rem - 1px); top: 1.5rem; bottom: 0; width: 2px;
        background: var(--line); }
        .timeline > li > time { color: var(--ink-soft); font-size: var(--size-dense); text-align: right; padding-top: .1rem; }
        .timeline .knot { width: 1.5rem; height: 1.5rem; display: grid; place-items: center; border-radius: 50%; background: var(--surface); border: 2px solid var(--line-strong);
        color: var(--ink); font-size: .6875rem; font-weight: 700; }
        .timeline .attention .knot { border-color: var(--orange-mark); border-radius: var(--radius-small); }
        .timeline .what { font-weight: 600; }
        .timeline .by { color: var(--ink-soft); font-size: var(--size-small); }
        .timeline .future .knot { border-style: dashed; }
        @media screen and (max-width: 47.99rem) {
        .timeline > li { grid-template-columns: 1.5rem minmax(0, 1fr); }
        .timeline > li > time { grid-column: 2; grid-row: 1; text-align: left; }
        .timeline .knot { grid-row: 1; grid-column: 1; }
        .timeline .event { grid-column: 2; }
        .timeline > li:not(:last-child)::before { left: calc(.75rem - 1px); }
        }
        .tabs { position: relative; border-bottom: 1px solid var(--line); }
        .tabs ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 var(--space-1); }
        .tabs a { display: flex; gap: var(--space-2); align-items: center; min-height: 2.75rem; padding: 0 var(--space-3); color: var(--ink); text-decoration: none;
        border-bottom: 3px solid transparent; overflow-wrap: anywhere; }
        .tabs a:hover { border-bottom-color: var(--line-strong); }
        .tabs a[aria-current] { color: var(--accent); font-weight: 650; border-bottom-color: var(--accent); }
        .tabs a:focus-visible { outline-offset: -4px; }
        /* On a telephone they move sideways in one row, which fades where more can be. The last one has room beside the fading. */
        @media screen and (max-width: 47.99rem) {
        .sections, .tabs { overflow-x: auto; overflow-y: hidden; scrollbar-width: thin; scroll-padding-inline: 0 2.5rem;
        mask-image: linear-gradient(to right, black calc(100% - 2.5rem), transparent); }
        .sections ul, .tabs ul { flex-wrap: nowrap; width: max-content; min-width: 100%; padding-right: 2.5rem; }
        .sections a, .tabs a { white-space: nowrap; }
        }
        .switch ul { list-style: none; display: inline-flex; flex-wrap: wrap; gap: .25rem; padding: .25rem; background: var(--surface-sunk); border-radius: var(--radius); }
        .switch a { display: flex; align-items: center; min-height: 2rem; padding: 0 var(--space-3); border-radius: var(--radius-small); color: var(--ink); text-decoration: none; font-size: var(--size-dense); }
        .switch a:hover { color: var(--accent-strong); text-decoration: underline; }
        .switch a[aria-current] { background: var(--surface); color: var(--accent); font-weight: 650; box-shadow: 0 0 0 1px var(--line-strong); }
        .report-list { list-style: none; display: grid; gap: var(--space-3); grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
        .report-list li { display: grid; }
        .report-list a { display: grid; align-content: start; gap: var(--space-1); padding: var(--space-3) var(--space-4); min-height: 4.5rem; background: var(--surface); border: 1px solid var(--line);
        border-radius: var(--radius); text-decoration: none; }
        .report-list a:hover { background: var(--accent-wash); border-color: var(--accent); }
        .report-list strong { color: var(--accent); font-weight: 650; }
        .report-list span { color: var(--ink-soft); font-size: var(--size-dense); line-height: 1.4; }
        .panel.aside { font-size: var(--size-dense); padding: var(--space-4); }
        .panel.aside h2 { font-size: var(--size-h3); }
        .panel.aside .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
        .panel.aside .facts dd { font-weight: 400; }
        .panel.aside .facts dd + dt { margin-top: var(--space-3); }
        .report-figures thead th.number { white-space: normal; min-width: 4.5rem; hyphens: auto; }
        .report-figures tbody th { white-space: nowrap; }
        .report-figures.of-groups tbody th { white-space: normal; }
        .report-links { font-size: var(--size-dense); }
        .report-links > li + li { margin-top: 0; }
        .report-links a { display: inline-flex; align-items: center; min-height: 1.75rem; }
        .report-links a[aria-current] { color: var(--ink); font-weight: 650; text-decoration: none; }
        .pages ul { list-style: none; display: flex; flex-wrap: wrap; gap: var(--space-1); align-items: center; }
        .pages a, .pages span { display: inline-flex; align-items: center; justify-content: center; min-width: 2.5rem; min-height: 2.5rem; padding: 0 var(--space-2);
        border-radius: var(--radius-small); text-decoration: none; }
        .pages a:hover { background: var(--accent-wash); text-decoration: underline; }
        .pages [aria-current] { background: var(--accent); color: var(--on-accent); font-weight: 650; }
        .pages a[aria-current]:hover { background: var(--accent-strong); color: var(--on-accent); }
        """
}
