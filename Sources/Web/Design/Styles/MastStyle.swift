extension Styles {
    static let mast = """
        .mast { background: var(--mast); color: var(--on-mast); position: sticky; top: 0; z-index: 20; flex: none; display: flex; align-items: center;
        gap: 0 var(--space-5); padding: 0 var(--gutter); min-height: 3.25rem; }
        .mast a, .mast button, .mast summary { color: var(--on-mast); }
        .mast a:hover { color: var(--on-mast); }
        .mast :focus-visible { outline-color: var(--on-mast); }
        .brand { display: inline-flex; align-items: center; gap: var(--space-2); min-height: 2.5rem; font-weight: 650; font-size: var(--size-lead);
        letter-spacing: -.01em; text-decoration: none; }
        .brand svg { width: 1.625rem; height: 1.625rem; flex: none; }
        .brand-step { fill: var(--on-mast-soft); }
        .brand-last { fill: var(--on-mast); }
        .mast-unit { display: flex; align-items: baseline; gap: var(--space-3); min-width: 0; margin-right: auto; padding-left: var(--space-5);
        border-left: 1px solid var(--mast-line); }
        .mast-unit strong { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .mast-unit a { font-size: var(--size-dense); white-space: nowrap; display: inline-block; min-height: 1.5rem; }
        .mast-viewer { display: flex; align-items: center; gap: var(--space-4); font-size: var(--size-dense); }
        .mast-viewer p { line-height: 1.25; text-align: right; }
        .mast-viewer p span { display: block; color: var(--on-mast-soft); font-size: var(--size-small); }
        .mast-viewer p a { color: var(--on-mast); display: inline-block; min-height: 1.5rem; }
        .mast-viewer button { background: transparent; border: 1px solid var(--on-mast-soft); border-radius: var(--radius-small);
        padding: 0 var(--space-3); min-height: 2rem; cursor: pointer; white-space: nowrap; }
        .mast-viewer button:hover { background: var(--on-mast); color: var(--mast); }
        /* The narrow bar has two rows; only the second, with the unit, stays when the page is scrolled. */
        @media screen and (max-width: 47.99rem) {
        .mast { flex-wrap: wrap; top: -3.5rem; padding-top: var(--space-1); }
        .brand { min-height: 3.25rem; margin-right: auto; }
        .mast:has(.mast-viewer) .brand-name { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .mast-unit { order: 3; flex: 1 0 100%; padding: var(--space-1) 0 var(--space-2); border-left: 0; border-top: 1px solid var(--mast-line);
        justify-content: space-between; min-height: 2.5rem; align-items: center; }
        .mast-viewer { gap: var(--space-3); }
        .mast-viewer { flex: 1 1 0; min-width: 0; justify-content: end; }
        .mast-viewer p { min-width: 0; }
        .mast-viewer p { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .mast-viewer p span { white-space: normal; font-size: .75rem; line-height: 1.1; }
        }
        """
}
