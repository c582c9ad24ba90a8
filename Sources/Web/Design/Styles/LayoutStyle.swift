extension Styles {
    static let layout = """
        .demo { background: var(--orange-wash); color: var(--ink); border-bottom: 1px solid var(--line); font-size: var(--size-small);
        padding: var(--space-1) var(--gutter); display: flex; gap: var(--space-2); align-items: center; justify-content: center; text-align: center; }
        .demo .icon { color: var(--orange-mark); }
        .sections { position: relative; background: var(--surface); border-bottom: 1px solid var(--line); flex: none; }
        .sections ul { list-style: none; display: flex; flex-wrap: wrap; padding: 0 calc(var(--gutter) - var(--space-3)); }
        .sections a { display: flex; align-items: center; gap: var(--space-2); padding: var(--space-3); min-height: 2.875rem; color: var(--ink);
        text-decoration: none; overflow-wrap: anywhere; border-bottom: 3px solid transparent; border-top: 3px solid transparent; font-size: .9375rem; }
        .sections a:hover { color: var(--accent-strong); border-bottom-color: var(--line-strong); }
        .sections a[aria-current] { color: var(--accent); font-weight: 650; border-bottom-color: var(--accent); }
        .sections a:focus-visible { outline-offset: -4px; }
        .count { min-width: 1.5rem; padding: 0 .4rem; border-radius: 1rem; background: var(--surface-sunk); color: var(--ink); font-size: .75rem;
        font-weight: 650; line-height: 1.4rem; text-align: center; }
        .sections a[aria-current] .count { background: var(--accent-wash); color: var(--accent-strong); }
        main { flex: 1 0 auto; width: 100%; padding: var(--space-5) var(--gutter) var(--space-7); }
        main > * + * { margin-top: var(--space-5); }
        main.reading > *, .reading { max-width: var(--reading); }
        main.standard { max-width: calc(96rem + 2 * var(--gutter)); }
        main.narrow { max-width: calc(30rem + 2 * var(--gutter)); margin-inline: auto; }
        main.centered { margin-inline: auto; }
        .crumbs ol { list-style: none; display: flex; flex-wrap: wrap; column-gap: var(--space-2); font-size: var(--size-dense); color: var(--ink-soft); }
        .crumbs li { display: flex; align-items: center; gap: var(--space-2); min-height: 1.5rem; }
        .crumbs li + li::before { content: "/" / ""; color: var(--ink-soft); }
        main > .crumbs + .page-head { margin-top: var(--space-2); }
        .page-head { display: flex; flex-wrap: wrap; gap: var(--space-3) var(--space-5); align-items: end; justify-content: space-between; }
        .page-head p { color: var(--ink-soft); margin-top: var(--space-1); max-width: var(--reading); }
        .page-head > div:first-child { flex: 1 1 20rem; }
        @media screen and (max-width: 47.99rem) {
        main .page-head button[data-print] { display: none !important; }
        }
        .actions { display: flex; flex-wrap: wrap; gap: var(--space-2); align-items: center; }
        .stack > * + * { margin-top: var(--space-4); }
        .stack-tight > * + * { margin-top: var(--space-2); }
        .section-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: var(--space-1) var(--space-4); }
        .grid { display: grid; gap: var(--space-4); grid-template-columns: repeat(auto-fill, minmax(min(100%, max(23rem, 30%)), 1fr)); }
        .grid.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); }
        .columns { display: grid; gap: var(--space-5) var(--space-6); grid-template-columns: minmax(0, 1fr); }
        @media (min-width: 64rem) {
        .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
        .columns.main-aside { grid-template-columns: minmax(0, 1fr) 22rem; }
        }
        footer.site { border-top: 1px solid var(--line); background: var(--surface); color: var(--ink-soft); font-size: var(--size-dense);
        padding: var(--space-4) var(--gutter); display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-5); align-items: center; }
        footer.site ul { list-style: none; display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-5); margin-right: auto; }
        footer.site li, footer.site p { min-height: 1.5rem; }
        .theme-choice { display: flex; align-items: center; gap: var(--space-1); }
        .scripted .theme-choice.needs-script { display: flex !important; }
        """
}
